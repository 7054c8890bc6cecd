import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { FigureRow } from '../../../../shared/domain/figures/sections.ts';
import { valueOf } from './figure-text.ts';

interface BarChartProps {
  readonly rows: readonly FigureRow[];
  readonly years: readonly number[];
  readonly isStacked: boolean;
  readonly nameOf: (row: FigureRow) => string;
}

// Shades of the accent; red only for what is overdue, amber for what is late.
const SHADES = [
  '--jd-accent',
  '--jd-chart-2',
  '--jd-chart-3',
  '--jd-chart-4',
  '--jd-chart-5',
  '--jd-chart-6',
];
const OWN: Readonly<Record<string, string>> = {
  'rectified.overdue': '--jd-late',
  'rectified.late': '--jd-soon',
};

/** Bars by year. The table beside it says the same to the keyboard and to a screen reader; a bar opens its list like a number does. */
export function BarChart({ rows, years, isStacked, nameOf }: BarChartProps): ReactNode {
  const { i18n } = useTranslation();
  const navigate = useNavigate();
  const element = useRef<HTMLDivElement>(null);
  const isRtl = i18n.dir() === 'rtl';
  useEffect(() => {
    const place = element.current;
    if (!place) return;
    let isGone = false;
    let end = (): void => undefined;
    const style = getComputedStyle(place);
    const colour = (name: string): string => style.getPropertyValue(name).trim() || '#1F5FA8';
    // The chart library is large and only this page needs it.
    void import('./draw-chart.ts').then(({ drawChart }) => {
      if (isGone) return;
      end = drawChart(place, {
        years,
        series: rows.map((row, at) => ({
          key: row.key,
          name: nameOf(row),
          color: colour(OWN[row.key] ?? SHADES[at % SHADES.length] ?? '--jd-accent'),
          values: years.map((year) => valueOf(row.byYear.get(year))),
        })),
        isStacked,
        isRtl,
        font: style.fontFamily,
        textColor: colour('--jd-text-soft'),
        lineColor: colour('--jd-line'),
        onPick: (key, year) => void navigate(`/inspections/figures/list?figure=${key}&year=${year}`),
      });
    });
    return () => {
      isGone = true;
      end();
    };
  }, [rows, years, isStacked, isRtl, nameOf, navigate]);
  return <div ref={element} className="jd-chart" dir="ltr" aria-hidden="true" />;
}
