import { Button, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { Institution } from '../../../shared/domain/registry/institution.ts';
import {
  isSmall,
  noInstitutionFacts,
  type InstitutionFacts,
} from '../../../shared/domain/registry/institution-facts.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { ActOutcome } from '../../data/desk.ts';
import { useLive } from '../../data/use-live.ts';
import { useSession } from '../../platform/session-context.tsx';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { Iso, Num } from '../../ui/iso.tsx';
import { Page } from '../../ui/page.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../ui/words.ts';
import { AmendForm } from './amend-form.tsx';
import { AssistantsPanel } from './assistants-panel.tsx';
import { CertificatesPanel } from './certificates-panel.tsx';
import { FactsForm } from './facts-form.tsx';
import { FieldValue, useFieldName } from './field-value.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { InstitutionAppraisers } from './institution-appraisers.tsx';
import { Extract, Visits } from './institution-extract.tsx';
import { keepsRegister } from './keeps-register.ts';
import { loadEntry, type Entry } from './load-entry.ts';
import './registry.css';

const TABS = ['facts', 'appraisers', 'certificates', 'history'] as const;
const FACTS = [
  'scope',
  'sponsor',
  'legalAdviser',
  'insurance',
  'oathOn',
  'fundsFen',
  'premisesSquareMetres',
  'openHours',
  'suspendedTo',
  'equipment',
] as const;

/** What is being edited, as it was when the form was opened. */
type Editing =
  | { readonly what: 'register'; readonly institution: Institution }
  | { readonly what: 'facts'; readonly facts: InstitutionFacts };

/** One institution: what the register says, who works there, what it is accredited for, who changed what. */
export function InstitutionPage(): ReactNode {
  const { t } = useTranslation(['registry', 'registers']);
  const words = useWords();
  const desk = useDesk();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find((one) => one === search.get('tab')) ?? 'facts';
  const id = (useParams()['institutionId'] ?? '') as RecordId;
  const entry = useLive(() => loadEntry(desk, id), [id]);
  const { officer } = useSession();
  const [editing, setEditing] = useState<Editing | null>(null);
  const [amended, setAmended] = useState<ActOutcome | null>(null);
  const mayKeep = keepsRegister(officer.roles);
  if (entry.state === 'loading') return <Skeleton className="jd-page-body" active paragraph={{ rows: 8 }} />;
  if (!entry.value) {
    return (
      <EmptyNote
        title={t('registry:entry.notHere')}
        text={t('registry:entry.notHereText')}
        action={
          <Link to="/registry">
            <Button>{t('registry:entry.toList')}</Button>
          </Link>
        }
      />
    );
  }
  const loaded = entry.value;
  const { institution, facts, times } = loaded;
  const known = facts ?? noInstitutionFacts(institution);
  const edit = (next: Editing): void => {
    setSearch({});
    setAmended(null);
    setEditing(next);
  };
  const done = (outcome: ActOutcome | null): void => {
    setEditing(null);
    setAmended(outcome);
  };
  return (
    <Page
      title={<Iso>{words(institution.name)}</Iso>}
      note={
        <>
          <Num>{institution.licenceNo}</Num>{' '}
          {isSmall(institution, times.smallInstitutionAtMost) ? (
            <Tag>{t('registers:filter.small')}</Tag>
          ) : null}
        </>
      }
      actions={
        <>
          <Button onClick={() => void navigate('/registry')}>{t('registry:entry.toList')}</Button>
          <Button
            disabled={!mayKeep || editing !== null}
            title={mayKeep ? undefined : t('registry:amend.noRight')}
            onClick={() => edit({ what: 'register', institution })}
          >
            {t('registry:amend.open')}
          </Button>
          <Button
            type="primary"
            onClick={() => void navigate(`/inspections/new?institution=${institution.id}`)}
          >
            {t('registry:entry.startInspection')}
          </Button>
        </>
      }
    >
      {amended?.kind === 'saved' ? (
        <p role="status" className="jd-panel jd-amend-done">
          {amended.merged ? t('registry:amend.conflict') : t('registry:amend.saved')}
        </p>
      ) : null}
      {editing ? (
        <section className="jd-panel jd-amend-panel">
          <h2 className="jd-subtitle">
            {editing.what === 'register' ? t('registry:amend.title') : t('registers:facts.edit')}
          </h2>
          {editing.what === 'register' ? (
            <AmendForm institution={editing.institution} onDone={done} />
          ) : (
            <FactsForm facts={editing.facts} onDone={done} />
          )}
        </section>
      ) : null}
      <nav className="jd-registry-tabs" aria-label={t('registers:entryTab.label')}>
        {TABS.map((one) => (
          <Link
            key={one}
            to={one === 'facts' ? '?' : `?tab=${one}`}
            className={one === tab ? 'jd-registry-tab active' : 'jd-registry-tab'}
            aria-current={one === tab ? 'page' : undefined}
          >
            {/* i18n-dynamic: registers:entryTab.* */}
            {t(`registers:entryTab.${one}`)} <TabCount tab={one} entry={loaded} />
          </Link>
        ))}
      </nav>
      {tab === 'facts' ? (
        <div className="jd-entry">
          <Extract institution={institution} />
          <div className="jd-entry-lists">
            <Visits visits={loaded.visits} />
            <Facts
              facts={known}
              mayKeep={mayKeep && editing === null}
              onEdit={() => edit({ what: 'facts', facts: known })}
            />
          </div>
        </div>
      ) : null}
      {tab === 'appraisers' ? (
        <div className="jd-stack">
          <InstitutionAppraisers institution={institution} appraisers={loaded.appraisers} mayKeep={mayKeep} />
          <AssistantsPanel
            institution={institution}
            assistants={loaded.assistants}
            appraisers={loaded.appraisers}
            mayKeep={mayKeep}
          />
        </div>
      ) : null}
      {tab === 'certificates' ? (
        <CertificatesPanel
          institution={institution}
          certificates={loaded.certificates}
          times={times}
          mayKeep={mayKeep}
        />
      ) : null}
      {tab === 'history' ? <HistoryPanel subjectId={institution.id} /> : null}
    </Page>
  );
}

function TabCount({ tab, entry }: { readonly tab: (typeof TABS)[number]; readonly entry: Entry }): ReactNode {
  if (tab !== 'appraisers' && tab !== 'certificates') return null;
  return <Num className="jd-soft jd-small">{entry[tab].length}</Num>;
}

interface FactsProps {
  readonly facts: InstitutionFacts;
  readonly mayKeep: boolean;
  readonly onEdit: () => void;
}

/** What supervision knows beyond the register. */
function Facts({ facts, mayKeep, onEdit }: FactsProps): ReactNode {
  const { t } = useTranslation('registers');
  const nameOf = useFieldName();
  const record: Readonly<Record<string, JsonValue>> = facts;
  return (
    <section className="jd-panel jd-entry-extract" aria-label={t('facts.title')}>
      <h2 className="jd-subtitle jd-entry-headline">
        {t('facts.title')}
        <Button size="small" disabled={!mayKeep} onClick={onEdit}>
          {t('facts.open')}
        </Button>
      </h2>
      <dl>
        {FACTS.map((field) => (
          <div key={field}>
            <dt>{nameOf(field)}</dt>
            <dd>
              <FieldValue field={field} value={record[field] ?? null} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
