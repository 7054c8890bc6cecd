import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Inspection } from '../../../shared/domain/inspections/inspection.ts';
import type { Institution } from '../../../shared/domain/registry/institution.ts';
import { Iso, Num } from '../../ui/iso.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../ui/words.ts';
import { countyName } from './county-name.ts';
import { ExpiryNote } from './expiry-note.tsx';

/** What the register says of an institution. */
export function Extract({ institution }: { readonly institution: Institution }): ReactNode {
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

/** When it was visited, the newest first. */
export function Visits({ visits }: { readonly visits: readonly Inspection[] }): ReactNode {
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
