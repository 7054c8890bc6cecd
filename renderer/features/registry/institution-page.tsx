import { Button, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { inspectionKind, type Inspection } from '../../../shared/domain/inspections/inspection.ts';
import { holdsRight } from '../../../shared/domain/org/authority.ts';
import { Role } from '../../../shared/domain/org/officer.ts';
import { appraiserKind, type Appraiser } from '../../../shared/domain/registry/appraiser.ts';
import { institutionKind, type Institution } from '../../../shared/domain/registry/institution.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { ActOutcome, RecordReader } from '../../data/desk.ts';
import { useLive } from '../../data/use-live.ts';
import { useSession } from '../../platform/session-context.tsx';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { Iso, Num } from '../../ui/iso.tsx';
import { Page } from '../../ui/page.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../ui/words.ts';
import { AmendForm } from './amend-form.tsx';
import { countyName } from './county-name.ts';
import { ExpiryNote } from './expiry-note.tsx';
import './registry.css';

interface Entry {
  readonly institution: Institution;
  readonly appraisers: readonly Appraiser[];
  readonly visits: readonly Inspection[];
}

/** One institution: what the register says, who works there, when it was visited. */
export function InstitutionPage(): ReactNode {
  const { t } = useTranslation('registry');
  const words = useWords();
  const desk = useDesk();
  const navigate = useNavigate();
  const id = (useParams()['institutionId'] ?? '') as RecordId;
  const entry = useLive(() => loadEntry(desk.records, id), [id]);
  const { officer } = useSession();
  const [amending, setAmending] = useState<Institution | null>(null);
  const [amended, setAmended] = useState<ActOutcome | null>(null);
  const mayAmend = keepsRegister(officer.roles);
  if (entry.state === 'loading') return <Skeleton className="jd-page-body" active paragraph={{ rows: 8 }} />;
  if (!entry.value) {
    return (
      <EmptyNote
        title={t('entry.notHere')}
        text={t('entry.notHereText')}
        action={
          <Link to="/registry">
            <Button>{t('entry.toList')}</Button>
          </Link>
        }
      />
    );
  }
  const { institution, appraisers, visits } = entry.value;
  return (
    <Page
      title={<Iso>{words(institution.name)}</Iso>}
      note={<Num>{institution.licenceNo}</Num>}
      actions={
        <>
          <Button onClick={() => void navigate('/registry')}>{t('entry.toList')}</Button>
          <Button
            disabled={!mayAmend || amending !== null}
            title={mayAmend ? undefined : t('amend.noRight')}
            onClick={() => setAmending(institution)}
          >
            {t('amend.open')}
          </Button>
          <Button
            type="primary"
            onClick={() => void navigate(`/inspections/new?institution=${institution.id}`)}
          >
            {t('entry.startInspection')}
          </Button>
        </>
      }
    >
      {amended?.kind === 'saved' ? (
        <p role="status" className="jd-panel jd-amend-done">
          {amended.merged ? t('amend.conflict') : t('amend.saved')}
        </p>
      ) : null}
      {amending ? (
        <section className="jd-panel jd-amend-panel">
          <h2 className="jd-subtitle">{t('amend.title')}</h2>
          <AmendForm
            institution={amending}
            onDone={(outcome) => {
              setAmending(null);
              setAmended(outcome);
            }}
          />
        </section>
      ) : null}
      <div className="jd-entry">
        <Extract institution={institution} />
        <div className="jd-entry-lists">
          <Visits visits={visits} />
          <Appraisers appraisers={appraisers} />
        </div>
      </div>
    </Page>
  );
}

/** Roles as a device knows them are plain words; one that a newer server uses gives no right here. */
function keepsRegister(roles: readonly string[]): boolean {
  return holdsRight(
    roles.flatMap((role) => Role.safeParse(role).data ?? []),
    'keep-register',
  );
}

async function loadEntry(records: RecordReader, id: RecordId): Promise<Entry | null> {
  const institution = await records.get(institutionKind, id);
  if (!institution) return null;
  const appraisers = await records.list(appraiserKind, 'institutionId', id);
  const visits = await records.list(inspectionKind, 'institutionId', id);
  return {
    institution,
    appraisers: appraisers.toSorted((a, b) => (a.certificateValidTo < b.certificateValidTo ? -1 : 1)),
    visits: visits.toSorted((a, b) => (a.startedOn < b.startedOn ? 1 : -1)),
  };
}

function Extract({ institution }: { readonly institution: Institution }): ReactNode {
  const { t } = useTranslation('registry');
  const words = useWords();
  const { staff } = institution;
  // i18n-dynamic: registry:sponsor.*, registry:category.*, registry:state.*
  const rows: readonly (readonly [string, ReactNode])[] = [
    [
      t('field.state'),
      <Tag key="v" tone={institution.state === 'in-practice' ? 'plain' : 'soon'}>
        {t(`state.${institution.state}`)}
      </Tag>,
    ],
    [t('field.validTo'), <ExpiryNote key="v" institution={institution} />],
    [t('field.issuedOn'), <Num key="v">{institution.licenceIssuedOn}</Num>],
    [
      t('field.categories'),
      institution.categories.map((category) => t(`category.${category}`)).join(t('listSeparator')),
    ],
    [t('field.staff'), t('field.staffCounts', { ...staff })],
    [t('field.sponsor'), t(`sponsor.${institution.sponsorKind}`)],
    [t('field.head'), <Iso key="v">{words(institution.head)}</Iso>],
    [t('field.phone'), <Num key="v">{institution.phone}</Num>],
    [t('field.county'), words(countyName(institution.countyCode))],
    [t('field.address'), <Iso key="v">{words(institution.address)}</Iso>],
    [t('field.creditCode'), <Num key="v">{institution.creditCode}</Num>],
  ];
  return (
    <section className="jd-panel jd-entry-extract" aria-label={t('entry.extract')}>
      <h2 className="jd-subtitle">{t('entry.extract')}</h2>
      <p className="jd-soft">
        <Iso>{institution.name.zh}</Iso>
        <br />
        <Iso>{institution.name.ug}</Iso>
      </p>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Visits({ visits }: { readonly visits: readonly Inspection[] }): ReactNode {
  const { t } = useTranslation('registry');
  return (
    <section className="jd-panel" aria-label={t('entry.visits')}>
      <h2 className="jd-subtitle">
        {t('entry.visits')} <Num className="jd-soft jd-small">{visits.length}</Num>
      </h2>
      {visits.length === 0 ? <p className="jd-entry-none">{t('entry.noVisits')}</p> : null}
      <ul>
        {visits.map((visit) => (
          <li key={visit.id}>
            <Link to={`/inspections/${visit.id}`} data-row className="jd-entry-line">
              <Num>{visit.startedOn}</Num>
              <Tag tone={visit.state === 'sealed' ? 'accent' : 'plain'}>
                {t(visit.state === 'sealed' ? 'entry.sealed' : 'entry.inProgress')}
              </Tag>
              {visit.contentHash ? (
                <Num className="jd-code jd-soft">{visit.contentHash.slice(0, 12)}</Num>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Appraisers({ appraisers }: { readonly appraisers: readonly Appraiser[] }): ReactNode {
  const { t } = useTranslation('registry');
  const words = useWords();
  // i18n-dynamic: registry:rank.*, registry:column.*, registry:appraiserState.*, registry:categoryShort.*
  return (
    <section className="jd-panel" aria-label={t('entry.appraisers')}>
      <h2 className="jd-subtitle">
        {t('entry.appraisers')} <Num className="jd-soft jd-small">{appraisers.length}</Num>
      </h2>
      {appraisers.length === 0 ? (
        <p className="jd-entry-none">{t('entry.noAppraisers')}</p>
      ) : (
        <table className="jd-entry-table">
          <thead>
            <tr>
              {(['appraiser', 'certificateNo', 'rank', 'category', 'state', 'validTo'] as const).map(
                (column) => (
                  <th key={column} scope="col">
                    {t(`column.${column}`)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {appraisers.map((one) => (
              <tr key={one.id}>
                <td>
                  <Iso>{words(one.name)}</Iso>
                </td>
                <td>
                  <Num>{one.certificateNo}</Num>
                </td>
                <td>
                  {t(`rank.${one.title}`)}
                  {one.fullTime ? null : <span className="jd-soft"> · {t('entry.partTime')}</span>}
                </td>
                <td>
                  {one.categories.map((category) => t(`categoryShort.${category}`)).join(t('listSeparator'))}
                </td>
                <td>
                  <Tag tone={one.state === 'practising' ? 'plain' : 'soon'}>
                    {t(`appraiserState.${one.state}`)}
                  </Tag>
                </td>
                <td>
                  <Num>{one.certificateValidTo}</Num>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
