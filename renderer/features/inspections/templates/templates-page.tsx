import { Button, Skeleton } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { dateTimeText } from '../../../ui/format.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useListKeys } from '../../../ui/use-list-keys.ts';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import type { SaveFailure } from '../visit/save-failure.ts';
import { FailureText } from '../visit/save-mark.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { startDraft } from './start-draft.ts';
import { loadTemplates, type DraftLine, type TemplateLine } from './templates-query.ts';
import './templates.css';

/** Checklists: the region's, the bureau's own, and the drafts being written. */
export function TemplatesPage(): ReactNode {
  const { t } = useTranslation('templates');
  const desk = useDesk();
  const navigate = useNavigate();
  const view = useLive(() => loadTemplates(desk.records), []);
  const [isImporting, setImporting] = useState(false);
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  const begin = async (): Promise<void> => {
    const started = await startDraft(desk, { kind: 'new', title: { zh: '', ug: '' } }, null);
    if (started.kind === 'started') void navigate(`/inspections/templates/drafts/${started.draftId}`);
    else setFailure(started.failure);
  };
  return (
    <InspectionsPage
      title={t('list.title')}
      note={t('list.note')}
      actions={
        <>
          <Button onClick={() => setImporting(true)}>{t('list.import')}</Button>
          <Button type="primary" onClick={() => void begin()}>
            {t('list.new')}
          </Button>
        </>
      }
    >
      {failure ? (
        <p className="jd-visit-failed" role="alert">
          <FailureText failure={failure} />
        </p>
      ) : null}
      {view.state === 'loading' ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : (
        <div ref={body} className="jd-templates">
          <Drafts drafts={view.value.drafts} onNew={() => void begin()} />
          <Published lines={view.value.lines} />
        </div>
      )}
      {isImporting ? <ImportDialog onClose={() => setImporting(false)} /> : null}
    </InspectionsPage>
  );
}

function Drafts({
  drafts,
  onNew,
}: {
  readonly drafts: readonly DraftLine[];
  readonly onNew: () => void;
}): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  const [showsAll, setShowsAll] = useState(false);
  const open = drafts.filter(({ draft }) => draft.state === 'open');
  const shown = showsAll ? drafts : open;
  // i18n-dynamic: templates:draftState.*
  return (
    <section className="jd-panel" aria-labelledby="template-drafts">
      <header className="jd-templates-head">
        <h2 id="template-drafts" className="jd-subtitle">
          {t('list.drafts')}
        </h2>
        {drafts.length > open.length ? (
          <Button type="link" size="small" onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? t('list.openOnly') : t('list.closedToo', { count: drafts.length - open.length })}
          </Button>
        ) : null}
      </header>
      {shown.length === 0 ? (
        <EmptyNote
          title={t('list.noDrafts')}
          text={t('list.noDraftsText')}
          action={<Button onClick={onNew}>{t('list.new')}</Button>}
        />
      ) : (
        <ul className="jd-templates-rows">
          {shown.map(({ draft, lastAt, lastBy }) => (
            <li key={draft.id}>
              <Link to={`/inspections/templates/drafts/${draft.id}`} data-row className="jd-row-link">
                <Iso>{words(draft.content.title) || t('list.untitled')}</Iso>
              </Link>
              <span className="jd-soft">
                {draft.basedOn ? (
                  <>
                    {t('list.basedOn')} <Num>{draft.basedOn.split('@')[1]}</Num>
                  </>
                ) : (
                  t('list.fromNothing')
                )}
              </span>
              <span className="jd-soft">
                <Num>{lastAt ? dateTimeText(lastAt) : ''}</Num> <Iso>{lastBy ? words(lastBy) : ''}</Iso>
              </span>
              <span>
                {draft.clashes.length > 0 ? (
                  <Tag tone="soon">{t('list.clashes', { count: draft.clashes.length })}</Tag>
                ) : null}{' '}
                <Tag>{t(`draftState.${draft.state}`)}</Tag>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Published({ lines }: { readonly lines: readonly TemplateLine[] }): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  return (
    <section className="jd-panel" aria-labelledby="template-published">
      <header className="jd-templates-head">
        <h2 id="template-published" className="jd-subtitle">
          {t('list.published')}
        </h2>
      </header>
      {lines.length === 0 ? (
        <EmptyNote title={t('list.nonePublished')} text={t('list.nonePublishedText')} />
      ) : (
        <ul className="jd-templates-rows">
          {lines.map((line) => {
            const [newest] = line.versions;
            const open = line.versions
              .flatMap((one) => one.visits)
              .filter((visit) => visit.state !== 'sealed');
            const title = newest?.body?.title;
            return (
              <li key={line.templateId}>
                <Link to={`/inspections/templates/of/${line.templateId}`} data-row className="jd-row-link">
                  <Iso>{title ? words(title) : line.templateId}</Iso>
                </Link>
                <span>
                  <Num>{newest?.template.version}</Num>{' '}
                  <span className="jd-soft">
                    {t('list.versions', { count: line.versions.length })} ·{' '}
                    {t('list.items', { count: newest?.body?.items.length ?? 0 })}
                  </span>
                </span>
                <span className="jd-soft">{t('list.inUse', { count: open.length })}</span>
                <span>
                  <Tag tone={line.isOfBureau ? 'accent' : 'plain'}>
                    {line.isOfBureau ? t('list.ofBureau') : t('list.ofRegion')}
                  </Tag>
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
