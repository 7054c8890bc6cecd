import { Button, Select, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { visibleItems } from '../../../../shared/domain/inspections/template-rules.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import type { SaveFailure } from '../visit/save-failure.ts';
import { FailureText } from '../visit/save-mark.tsx';
import { CompareView } from './compare-view.tsx';
import { RuleText } from './rule-text.tsx';
import { startDraft } from './start-draft.ts';
import { loadTemplates, type TemplatesView, type VersionView } from './templates-query.ts';
import './templates.css';

/** One line of versions: who published them, which visits use them, what changed between them. */
export function TemplatePage(): ReactNode {
  const { t } = useTranslation('templates');
  const desk = useDesk();
  const templateId = useParams()['templateId'] ?? '';
  const view = useLive(() => loadTemplates(desk.records), []);
  if (view.state === 'loading') return <Skeleton className="jd-page-body" active paragraph={{ rows: 8 }} />;
  const line = view.value.lines.find((one) => one.templateId === templateId);
  const [newest] = line?.versions ?? [];
  if (!newest)
    return (
      <EmptyNote
        title={t('list.nonePublished')}
        text={t('list.nonePublishedText')}
        action={
          <Link to="/inspections/templates">
            <Button>{t('page.toList')}</Button>
          </Link>
        }
      />
    );
  return <VersionsPage view={view.value} versions={line?.versions ?? []} newest={newest} />;
}

interface VersionsPageProps {
  readonly view: TemplatesView;
  readonly versions: readonly VersionView[];
  readonly newest: VersionView;
}

function VersionsPage({ view, versions, newest }: VersionsPageProps): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  const desk = useDesk();
  const navigate = useNavigate();
  const [shownId, setShown] = useState<string>(newest.template.id);
  const [otherId, setOther] = useState<string | null>(null);
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  const shown = versions.find(({ template }) => template.id === shownId) ?? newest;
  const all = view.lines.flatMap((line) => line.versions);
  const other = all.find(({ template }) => template.id === otherId);
  const origin = all.filter(({ template }) => template.templateId === newest.template.origin);
  const { templateId, version } = shown.template;
  const draft = async (): Promise<void> => {
    const started = await startDraft(
      desk,
      { kind: 'from', templateId, templateVersion: version },
      templateId,
    );
    if (started.kind === 'started') void navigate(`/inspections/templates/drafts/${started.draftId}`);
    else setFailure(started.failure);
  };
  return (
    <InspectionsPage
      title={<Iso>{newest.body ? words(newest.body.title) : newest.template.templateId}</Iso>}
      note={newest.template.isOfBureau ? t('list.ofBureau') : t('list.ofRegion')}
      actions={
        <Button type="primary" onClick={() => void draft()}>
          {t('page.draftFrom', { version })}
        </Button>
      }
    >
      {failure ? (
        <p className="jd-visit-failed" role="alert">
          <FailureText failure={failure} />
        </p>
      ) : null}
      <div className="jd-template-page">
        <section className="jd-panel" aria-labelledby="template-versions">
          <header className="jd-templates-head">
            <h2 id="template-versions" className="jd-subtitle">
              {t('page.versions')}
            </h2>
          </header>
          <ul className="jd-template-versions">
            {versions.map((one) => (
              <li key={one.template.id}>
                <button
                  type="button"
                  className="jd-plain"
                  aria-pressed={one === shown}
                  onClick={() => setShown(one.template.id)}
                >
                  <Num>{one.template.version}</Num>{' '}
                  <span className="jd-soft jd-small">
                    {one.publishedAt ? <Num>{dateTimeText(one.publishedAt)}</Num> : t('page.byRegion')}{' '}
                    <Iso>{one.publishedBy ? words(one.publishedBy) : ''}</Iso>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <Visits view={view} version={shown} isNewest={shown === newest} />
        </section>
        <section className="jd-panel jd-template-text" aria-label={t('page.text')}>
          <header className="jd-templates-head">
            <h2 className="jd-subtitle">
              <Num>{version}</Num>
            </h2>
            <Select
              allowClear
              aria-label={t('page.compareWith')}
              placeholder={t('page.compareWith')}
              className="jd-template-compare"
              value={otherId}
              onChange={(id: string | undefined) => setOther(id ?? null)}
              options={[...versions, ...origin]
                .filter((one) => one !== shown)
                .map(({ template }) => ({
                  value: template.id as string,
                  label: `${template.version} · ${t(template.isOfBureau ? 'list.ofBureau' : 'list.ofRegion')}`,
                }))}
            />
          </header>
          <div className="jd-template-scroll">
            {other?.body && shown.body ? (
              <CompareView before={other.body} after={shown.body} />
            ) : (
              <VersionText version={shown} />
            )}
          </div>
        </section>
      </div>
    </InspectionsPage>
  );
}

function Visits({
  view,
  version,
  isNewest,
}: {
  readonly view: TemplatesView;
  readonly version: VersionView;
  readonly isNewest: boolean;
}): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  return (
    <>
      <h3 className="jd-template-visits-head">{t('page.visits', { count: version.visits.length })}</h3>
      {version.visits.length === 0 ? <p className="jd-soft jd-template-none">{t('page.noVisits')}</p> : null}
      <ul className="jd-template-versions">
        {version.visits.map((visit) => {
          const institution = view.institutions.get(visit.institutionId);
          return (
            <li key={visit.id}>
              <Link to={`/inspections/${visit.id}`}>
                <Num>{visit.startedOn}</Num>{' '}
                <Iso>{institution ? words(institution.name) : visit.institutionId}</Iso>
              </Link>{' '}
              {visit.state === 'sealed' ? (
                <Tag>{t('page.sealed')}</Tag>
              ) : isNewest ? null : (
                <Link to={`/inspections/${visit.id}/move-template`} className="jd-link">
                  {t('page.move')}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function VersionText({ version }: { readonly version: VersionView }): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  const { body } = version;
  if (!body) return <p className="jd-visit-failed">{t('page.unreadable')}</p>;
  const always = new Set(visibleItems(body, new Map()).map((item) => item.id));
  return (
    <>
      <p className="jd-soft">
        <Iso>{words(body.purpose)}</Iso>
      </p>
      <ol className="jd-template-items">
        {body.items.map((item) => (
          <li key={item.id}>
            <Num className="jd-item-id">{item.id}</Num>
            <Iso>{words(item.text)}</Iso>
            {always.has(item.id) ? null : <Tag>{t('page.conditional')}</Tag>}
          </li>
        ))}
      </ol>
      {(body.rules ?? []).length > 0 ? (
        <>
          <h3 className="jd-subtitle">{t('field.rules')}</h3>
          <ul className="jd-template-items">
            {(body.rules ?? []).map((rule, at) => (
              <li key={at}>
                <RuleText rule={rule} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
