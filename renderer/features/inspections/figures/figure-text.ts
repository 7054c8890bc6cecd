import { percentOf, type Figure } from '../../../../shared/domain/figures/figure.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';

/** The number a bar stands for. */
export function valueOf(figure: Figure | undefined): number {
  if (!figure) return 0;
  if (figure.kind === 'count') return figure.ids.length;
  if (figure.kind === 'share') return percentOf(figure) ?? 0;
  return (figure.tenths ?? 0) / 10;
}

/** As it stands in a table; a dash where there is nothing to tell. */
export function figureText(figure: Figure | undefined): string {
  if (!figure) return '—';
  if (figure.kind === 'count') return String(figure.ids.length);
  if (figure.kind === 'mean') return figure.tenths === null ? '—' : (figure.tenths / 10).toFixed(1);
  const percent = percentOf(figure);
  return percent === null ? '—' : `${figure.part.length} / ${figure.whole.length} (${percent}%)`;
}

/** The records behind it; of a share those it counts. */
export function idsOf(figure: Figure): readonly RecordId[] {
  return figure.kind === 'share' ? figure.part : figure.ids;
}
