import { Button, InputNumber, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { documentKind } from '../../../../shared/domain/documents/document.ts';
import { gapsOf, type Gap } from '../../../../shared/domain/documents/gaps.ts';
import { askNumbers } from '../../../../shared/domain/documents/mutations.ts';
import {
  MAX_LENT,
  numberBlockKind,
  numberSeriesKind,
  type NumberSeries,
} from '../../../../shared/domain/documents/numbers.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome, Desk } from '../../../data/desk.ts';
import { useLive } from '../../../data/use-live.ts';
import { ownNumbers } from '../../../papers/own-numbers.ts';
import { TEMPLATES } from '../../../papers/templates.ts';
import { Num } from '../../../ui/iso.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useWords } from '../../../ui/words.ts';

interface RowLine {
  readonly row: NumberSeries;
  readonly used: number;
  readonly own: number;
  readonly gaps: readonly Gap[];
}

/** The rows of official numbers: what was given, what this computer still has, why some numbers stand on no paper. */
export function NumbersPanel(): ReactNode {
  const { t } = useTranslation('documents');
  const words = useWords();
  const desk = useDesk();
  const lines = useLive(() => loadLines(desk), []);
  const rows = lines.state === 'ready' ? lines.value : [];
  // i18n-dynamic: documents:gap.*
  return (
    <section className="jd-papers-section" aria-label={t('numbers.title')}>
      <h2 className="jd-subtitle">{t('numbers.title')}</h2>
      <p className="jd-soft">{t('numbers.text')}</p>
      <AskForm />
      {rows.length > 0 ? (
        <table className="jd-table jd-panel jd-papers-table">
          <thead>
            <tr>
              <th scope="col">{t('column.kind')}</th>
              <th scope="col">{t('page.year')}</th>
              <th scope="col">{t('numbers.last')}</th>
              <th scope="col">{t('numbers.used')}</th>
              <th scope="col">{t('numbers.own')}</th>
              <th scope="col">{t('numbers.gaps')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, used, own, gaps }) => {
              const template = TEMPLATES.get(row.series);
              return (
                <tr key={row.id}>
                  <td>{template ? words(template.title) : row.series}</td>
                  <td>
                    <Num>{row.year}</Num>
                  </td>
                  <td>
                    <Num>{row.last}</Num>
                  </td>
                  <td>
                    <Num>{used}</Num>
                  </td>
                  <td>
                    <Num>{own}</Num>
                  </td>
                  <td>
                    {gaps.map((gap) => (
                      <div key={gap.from}>
                        <Num>{gap.from === gap.to ? gap.from : `${gap.from}–${gap.to}`}</Num>{' '}
                        {t(`gap.${gap.reason}`)}
                      </div>
                    ))}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}

/** Asks for numbers before a journey; they come with the next sync. */
function AskForm(): ReactNode {
  const { t } = useTranslation('documents');
  const words = useWords();
  const desk = useDesk();
  const [series, setSeries] = useState<string | null>(null);
  const [count, setCount] = useState(5);
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const ask = async (): Promise<void> => {
    if (series === null) return;
    const year = Number(civilDateOf(desk.clock.now()).slice(0, 4));
    setOutcome(await desk.act(askNumbers, { series, year, count }));
  };
  return (
    <form
      className="jd-papers-head"
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <Select
        aria-label={t('column.kind')}
        className="jd-papers-filter"
        placeholder={t('numbers.choose')}
        value={series}
        options={[...TEMPLATES.values()].map((template) => ({
          value: template.series,
          label: words(template.title),
        }))}
        onChange={(value) => {
          setSeries(value);
          setOutcome(null);
        }}
      />
      <InputNumber
        aria-label={t('numbers.count')}
        min={1}
        max={MAX_LENT}
        precision={0}
        value={count}
        onChange={(value) => setCount(value ?? 1)}
      />
      <Button
        htmlType="submit"
        disabled={series === null}
        title={series === null ? t('numbers.choose') : undefined}
      >
        {t('numbers.ask')}
      </Button>
      {outcome?.kind === 'saved' ? (
        <span role="status" className="jd-soft">
          {t('numbers.asked')}
        </span>
      ) : (
        <OutcomeNote outcome={outcome} />
      )}
    </form>
  );
}

async function loadLines(desk: Desk): Promise<readonly RowLine[]> {
  const rows = (await desk.records.all(numberSeriesKind)).toSorted(
    (a, b) => b.year - a.year || (a.series < b.series ? -1 : 1),
  );
  const blocks = await desk.records.all(numberBlockKind);
  const documents = await desk.records.all(documentKind);
  const same = (a: NumberSeries, b: { series: string; year: number; prefectureCode: string }): boolean =>
    a.series === b.series && a.year === b.year && a.prefectureCode === b.prefectureCode;
  return Promise.all(
    rows.map(async (row) => {
      const used = new Set(
        documents.flatMap(({ number, prefectureCode }) =>
          number.official !== null && same(row, { ...number, prefectureCode }) ? [number.official] : [],
        ),
      );
      const own = await ownNumbers(desk, row.series, row.year);
      const lent = blocks.filter((block) => same(row, block));
      return { row, used: used.size, own: own.left, gaps: gapsOf(row, lent, used, desk.logId) };
    }),
  );
}
