import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { bytesText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { PLACES, type VisitSums } from './storage-sums.ts';

/** Which visits the bytes belong to. */
export function VisitTable({ rows }: { readonly rows: readonly VisitSums[] }): ReactNode {
  const { t } = useTranslation('photos');
  return (
    <table className="jd-table jd-panel jd-storage-visits" aria-label={t('visits.title')}>
      <thead>
        <tr>
          <th scope="col">{t('visits.visit')}</th>
          {PLACES.map((place) => (
            // i18n-dynamic: photos:visits.*
            <th key={place} scope="col">
              {t(`visits.${place}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <VisitRow key={row.inspectionId ?? ''} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function VisitRow({ row: { inspectionId, line, sums } }: { readonly row: VisitSums }): ReactNode {
  const { t } = useTranslation('photos');
  const words = useWords();
  return (
    <tr>
      <td className="jd-clip">
        {inspectionId && line.institution ? (
          <Link to={`/inspections/${inspectionId}`} className="jd-row-link jd-clip">
            <Iso>{words(line.institution)}</Iso>
          </Link>
        ) : (
          <span className="jd-soft">{t('visits.elsewhere')}</span>
        )}
      </td>
      {PLACES.map((place) => (
        <td key={place}>
          {sums[place].photos > 0 ? (
            <>
              <Num>{bytesText(sums[place].bytes)}</Num>{' '}
              <span className="jd-soft jd-small">{t('storage.photos', { count: sums[place].photos })}</span>
            </>
          ) : (
            <span className="jd-soft">–</span>
          )}
        </td>
      ))}
    </tr>
  );
}
