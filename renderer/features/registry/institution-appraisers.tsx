import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { noAppraiserFacts } from '../../../shared/domain/registry/appraiser-facts.ts';
import type { Appraiser } from '../../../shared/domain/registry/appraiser.ts';
import type { Institution } from '../../../shared/domain/registry/institution.ts';
import { addDays, civilDateOf } from '../../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../../shared/lib/ids.ts';
import { useDesk } from '../../data/desk-context.tsx';
import { Iso, Num } from '../../ui/iso.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../ui/words.ts';
import { AppraiserForm } from './appraiser-form.tsx';

// A certificate of practice runs five years.
const CERTIFICATE_DAYS = 5 * 365;

interface InstitutionAppraisersProps {
  readonly institution: Institution;
  readonly appraisers: readonly Appraiser[];
  readonly mayKeep: boolean;
}

/** Who practises here, and the form for another one. */
export function InstitutionAppraisers({
  institution,
  appraisers,
  mayKeep,
}: InstitutionAppraisersProps): ReactNode {
  const { t } = useTranslation(['registers', 'registry']);
  const { clock, random } = useDesk();
  const [fresh, setFresh] = useState<Appraiser | null>(null);
  const start = (): void =>
    setFresh({
      id: newUlid(clock, random) as RecordId,
      prefectureCode: institution.prefectureCode,
      institutionId: institution.id,
      name: { zh: '', ug: '' },
      certificateNo: '',
      certificateValidTo: addDays(civilDateOf(clock.now()), CERTIFICATE_DAYS),
      title: 'none',
      fullTime: true,
      categories: institution.categories,
      state: 'practising',
    });
  return (
    <div className="jd-stack">
      <div>
        <Button
          disabled={!mayKeep || fresh !== null}
          title={mayKeep ? undefined : t('registry:amend.noRight')}
          onClick={start}
        >
          {t('registers:appraiser.add')}
        </Button>
      </div>
      {fresh ? (
        <section className="jd-panel jd-amend-panel">
          <AppraiserForm
            appraiser={fresh}
            facts={noAppraiserFacts(fresh)}
            isNew
            institutions={[institution]}
            onDone={() => setFresh(null)}
          />
        </section>
      ) : null}
      <Appraisers appraisers={appraisers} />
    </div>
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
                  <Link to={`/registry/appraisers/${one.id}`} data-row>
                    <Iso>{words(one.name)}</Iso>
                  </Link>
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
