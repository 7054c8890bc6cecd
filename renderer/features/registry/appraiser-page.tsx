import { Button, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { appraiserFactsKind, noAppraiserFacts } from '../../../shared/domain/registry/appraiser-facts.ts';
import { appraiserKind } from '../../../shared/domain/registry/appraiser.ts';
import { institutionKind } from '../../../shared/domain/registry/institution.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { Desk } from '../../data/desk.ts';
import { useLive } from '../../data/use-live.ts';
import { useSession } from '../../platform/session-context.tsx';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { Iso, Num } from '../../ui/iso.tsx';
import { Page } from '../../ui/page.tsx';
import { useWords } from '../../ui/words.ts';
import { AppraiserForm } from './appraiser-form.tsx';
import { FieldValue, useFieldName } from './field-value.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { keepsRegister } from './keeps-register.ts';
import './registry.css';

const SHOWN = [
  'state',
  'certificateNo',
  'certificateValidTo',
  'certificateIssuedOn',
  'title',
  'fullTime',
  'categories',
  'items',
  'qualification',
  'oathOn',
  'suspendedTo',
  'training',
] as const;

/** One appraiser: what the register and supervision know, and who changed it when. */
export function AppraiserPage(): ReactNode {
  const { t } = useTranslation(['registers', 'registry']);
  const words = useWords();
  const nameOf = useFieldName();
  const desk = useDesk();
  const navigate = useNavigate();
  const { officer } = useSession();
  const id = (useParams()['appraiserId'] ?? '') as RecordId;
  const read = useLive(() => loadAppraiser(desk, id), ['appraiser', id]);
  const [editing, setEditing] = useState<Loaded | null>(null);
  const [isSaved, setSaved] = useState(false);
  const mayKeep = keepsRegister(officer.roles);
  if (read.state === 'loading') return <Skeleton className="jd-page-body" active paragraph={{ rows: 8 }} />;
  if (!read.value)
    return (
      <EmptyNote
        title={t('registers:appraiser.notHere')}
        text={t('registry:entry.notHereText')}
        action={
          <Link to="/registry/appraisers">
            <Button>{t('registry:entry.toList')}</Button>
          </Link>
        }
      />
    );
  const { appraiser, facts, institutions } = read.value;
  const institution = institutions.find((one) => one.id === appraiser.institutionId);
  const record: Readonly<Record<string, JsonValue>> = { ...facts, ...appraiser };
  return (
    <Page
      title={<Iso>{words(appraiser.name)}</Iso>}
      note={<Num>{appraiser.certificateNo}</Num>}
      actions={
        <>
          <Button onClick={() => void navigate('/registry/appraisers')}>{t('registry:entry.toList')}</Button>
          <Button
            type="primary"
            disabled={!mayKeep || editing !== null}
            title={mayKeep ? undefined : t('registry:amend.noRight')}
            onClick={() => {
              setSaved(false);
              setEditing(read.value);
            }}
          >
            {t('registry:amend.open')}
          </Button>
        </>
      }
    >
      {isSaved ? (
        <p role="status" className="jd-panel jd-amend-done">
          {t('registry:amend.saved')}
        </p>
      ) : null}
      {editing ? (
        <section className="jd-panel jd-amend-panel">
          <h2 className="jd-subtitle">{t('registers:appraiser.edit')}</h2>
          <AppraiserForm
            {...editing}
            isNew={false}
            onDone={(outcome) => {
              setEditing(null);
              setSaved(outcome !== null);
            }}
          />
        </section>
      ) : null}
      <div className="jd-entry">
        <section className="jd-panel jd-entry-extract" aria-label={t('registers:facts.title')}>
          <h2 className="jd-subtitle">{t('registers:facts.title')}</h2>
          <p className="jd-soft">
            <Iso>{appraiser.name.zh}</Iso>
            <br />
            <Iso>{appraiser.name.ug}</Iso>
          </p>
          <dl>
            <div>
              <dt>{nameOf('institutionId')}</dt>
              <dd>
                <Link to={`/registry/${appraiser.institutionId}`}>
                  <Iso>{institution ? words(institution.name) : '—'}</Iso>
                </Link>
              </dd>
            </div>
            {SHOWN.map((field) => (
              <div key={field}>
                <dt>{nameOf(field)}</dt>
                <dd>
                  <FieldValue field={field} value={record[field] ?? null} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
        <section className="jd-stack">
          <h2 className="jd-subtitle">{t('registers:history.title')}</h2>
          <HistoryPanel subjectId={appraiser.id} />
        </section>
      </div>
    </Page>
  );
}

type Loaded = NonNullable<Awaited<ReturnType<typeof loadAppraiser>>>;

async function loadAppraiser({ records }: Desk, id: RecordId) {
  const [appraiser, facts, institutions] = await Promise.all([
    records.get(appraiserKind, id),
    records.get(appraiserFactsKind, id),
    records.all(institutionKind),
  ]);
  return appraiser && { appraiser, facts: facts ?? noAppraiserFacts(appraiser), institutions };
}
