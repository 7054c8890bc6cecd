import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { appraiserKind, type Appraiser } from '../../../../shared/domain/registry/appraiser.ts';
import type { Institution } from '../../../../shared/domain/registry/institution.ts';
import { addDays, type CivilDate } from '../../../../shared/lib/dates.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';

// What ends within half a year of a visit will have ended before the next one.
const SOON_DAYS = 180;

interface RegisterExtractProps {
  readonly institution: Institution;
  /** Day of the visit. */
  readonly on: CivilDate;
}

/** What the register says of the institution, and which licences and certificates end soon after this visit or have ended. */
export function RegisterExtract({ institution, on }: RegisterExtractProps): ReactNode {
  const desk = useDesk();
  const { id } = institution;
  const appraisers = useLive(() => desk.records.list(appraiserKind, 'institutionId', id), ['appraisers', id]);
  const { t } = useTranslation(['inspections', 'visit']);
  const words = useWords();
  const { staff } = institution;
  const ending = appraisers.state === 'ready' ? endingCertificates(appraisers.value, on) : [];
  // i18n-dynamic: inspections:category.*
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('extract.licenceNo'), <Num key="n">{institution.licenceNo}</Num>],
    [t('extract.validTo'), <Ends key="n" validTo={institution.licenceValidTo} on={on} />],
    [
      t('extract.categories'),
      institution.categories.map((category) => t(`category.${category}`)).join(t('listSeparator')),
    ],
    [t('extract.staff'), t('extract.staffCounts', { ...staff })],
    [t('extract.head'), <Iso key="n">{words(institution.head)}</Iso>],
    [t('extract.phone'), <Num key="n">{institution.phone}</Num>],
    [t('extract.address'), <Iso key="n">{words(institution.address)}</Iso>],
  ];
  return (
    <section>
      <h3>{t('beside.register')}</h3>
      <dl className="jd-extract">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {ending.length > 0 ? (
        <>
          <h4>{t('visit:extract.ending', { count: ending.length })}</h4>
          <ul className="jd-extract-ending">
            {ending.map((appraiser) => (
              <li key={appraiser.id}>
                <Iso>{words(appraiser.name)}</Iso> <Ends validTo={appraiser.certificateValidTo} on={on} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function Ends({ validTo, on }: { readonly validTo: CivilDate; readonly on: CivilDate }): ReactNode {
  const { t } = useTranslation('visit');
  return (
    <>
      <Num>{validTo}</Num>{' '}
      {validTo < on ? (
        <Tag tone="late">{t('extract.ended')}</Tag>
      ) : validTo <= addDays(on, SOON_DAYS) ? (
        <Tag tone="soon">{t('extract.soon')}</Tag>
      ) : null}
    </>
  );
}

/** Certificates of practising appraisers that end within half a year, the earliest first. */
function endingCertificates(appraisers: readonly Appraiser[], on: CivilDate): readonly Appraiser[] {
  return appraisers
    .filter(
      (appraiser) =>
        appraiser.state !== 'cancelled' && appraiser.certificateValidTo <= addDays(on, SOON_DAYS),
    )
    .toSorted((a, b) => (a.certificateValidTo < b.certificateValidTo ? -1 : 1));
}
