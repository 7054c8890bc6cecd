import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FigureRow, FigureSection } from '../../../../shared/domain/figures/sections.ts';
import { Num } from '../../../ui/iso.tsx';
import { BarChart } from './bar-chart.tsx';
import { figureText, idsOf } from './figure-text.ts';

/** Which rows stand in the chart: those of one unit. */
const CHARTED: Readonly<Partial<Record<FigureSection['id'], (row: FigureRow) => boolean>>> = {
  coverage: (row) => row.key === 'coverage',
  rectified: (row) => row.key !== 'repeated',
  course: (row) => row.key === 'publication',
};
const STACKED: readonly FigureSection['id'][] = ['severity', 'rectified', 'cap'];

interface SectionViewProps {
  readonly section: FigureSection;
  readonly years: readonly number[];
}

/** A chart and the table that says the same; every number opens the list behind it. */
export function SectionView({ section, years }: SectionViewProps): ReactNode {
  const { t } = useTranslation('figures');
  // i18n-dynamic: figures:row.*, figures:section.*, figures:note.*
  const nameOf = useCallback((row: FigureRow) => (row.words ? t(`row.${row.words}`) : row.code), [t]);
  const charted = section.rows.filter(CHARTED[section.id] ?? (() => true));
  const hasAny = section.rows.some((row) =>
    [...row.byYear.values()].some((figure) => idsOf(figure).length > 0),
  );
  return (
    <section className="jd-panel jd-figures-section" aria-labelledby={`figures-${section.id}`}>
      <h2 className="jd-subtitle" id={`figures-${section.id}`}>
        {t(`section.${section.id}`)}
      </h2>
      <p className="jd-soft jd-small">{t(`note.${section.id}`)}</p>
      {hasAny ? (
        <div className="jd-figures-pair">
          <BarChart rows={charted} years={years} isStacked={STACKED.includes(section.id)} nameOf={nameOf} />
          <table className="jd-figures-table">
            <thead>
              <tr>
                <th scope="col">{t('what')}</th>
                {years.map((year) => (
                  <th key={year} scope="col">
                    <Num>{year}</Num>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {section.rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">{row.words ? nameOf(row) : <Num>{row.code}</Num>}</th>
                  {years.map((year) => (
                    <td key={year} data-figure={row.key} data-year={year}>
                      <Cell row={row} year={year} name={nameOf(row)} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <p className="jd-soft">{t('nothing')}</p>
      )}
    </section>
  );
}

function Cell({
  row,
  year,
  name,
}: {
  readonly row: FigureRow;
  readonly year: number;
  readonly name: string;
}): ReactNode {
  const { t } = useTranslation('figures');
  const figure = row.byYear.get(year);
  const text = figureText(figure);
  if (!figure || idsOf(figure).length === 0) return <Num className="jd-soft">{text}</Num>;
  return (
    <Link
      className="jd-figure-link"
      data-row
      to={`/inspections/figures/list?figure=${row.key}&year=${year}`}
      aria-label={t('open', { name, year, value: text })}
    >
      <Num>{text}</Num>
    </Link>
  );
}
