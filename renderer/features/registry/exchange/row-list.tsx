import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Iso } from '../../../ui/iso.tsx';
import { Tag, type Tone } from '../../../ui/tag.tsx';
import { useRowKeys } from '../use-row-keys.ts';
import type { ListName } from './columns.ts';
import type { PlannedRow } from './plan.ts';
import { useProblemWords } from './problem-text.tsx';

const TONES: Readonly<Record<PlannedRow['status'], Tone>> = {
  new: 'accent',
  changed: 'accent',
  same: 'plain',
  refused: 'late',
};
const ROW_PX = { zh: 40, ug: 44 } as const;

interface RowListProps {
  readonly list: ListName;
  readonly rows: readonly PlannedRow[];
  readonly leftOut: ReadonlySet<number>;
  readonly chosen: number | null;
  readonly onChoose: (line: number) => void;
}

/** The rows of a dry run; only those in sight exist. J and K move, and what has the focus is shown beside it. */
export function RowList({ list, rows, leftOut, chosen, onChoose }: RowListProps): ReactNode {
  const { t, i18n } = useTranslation('register-import');
  const words = useProblemWords(list);
  const body = useRef<HTMLDivElement>(null);
  const rowPx = i18n.language === 'ug-CN' ? ROW_PX.ug : ROW_PX.zh;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => body.current,
    estimateSize: () => rowPx,
    overscan: 12,
    getItemKey: (at) => rows[at]?.line ?? at,
  });
  const { at, setAt } = useRowKeys({
    count: rows.length,
    body,
    show: (row) => virtual.scrollToIndex(row, { align: 'auto' }),
  });
  const enter = (event: KeyboardEvent): void => {
    const row = rows[at];
    if (event.key === 'Enter' && row) onChoose(row.line);
  };
  return (
    <div
      ref={body}
      className="jd-exchange-rows jd-panel"
      role="listbox"
      aria-label={t('rows.label')}
      tabIndex={0}
      onKeyDown={enter}
    >
      <div className="jd-grid-space" style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <div
              key={key}
              role="option"
              aria-selected={row.line === chosen}
              data-here={index === at}
              className="jd-exchange-row"
              style={{ transform: `translateY(${start}px)`, blockSize: rowPx }}
              onClick={() => {
                setAt(index);
                onChoose(row.line);
              }}
            >
              <span className="jd-soft">{t('rows.line', { line: row.line })}</span>
              {/* i18n-dynamic: register-import:status.* */}
              <Tag tone={leftOut.has(row.line) ? 'plain' : TONES[row.status]}>
                {leftOut.has(row.line) ? t('rows.leftOut') : t(`status.${row.status}`)}
              </Tag>
              <span className="jd-clip">
                <Iso>{row.label}</Iso>
              </span>
              <span className="jd-clip jd-soft">{row.problems.map(words).join(' ')}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
