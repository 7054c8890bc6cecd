import type { QualityReview } from '../../../../shared/domain/quality/review.ts';
import { pointsText } from './review-words.ts';

/** Column headings and the words of codes, in the language of the export. */
export interface ExportWords {
  readonly heads: readonly string[];
  readonly institution: (review: QualityReview) => string;
  readonly category: (review: QualityReview) => string;
  readonly state: (review: QualityReview) => string;
  readonly grade: (grade: string) => string;
}

/** The results as CSV with a mark, so that spreadsheets here read it as UTF-8. Sealed scores are not in it: nobody here has them. */
export function resultsCsv(reviews: readonly QualityReview[], words: ExportWords): string {
  const rows = reviews.map((review) => [
    String(review.year),
    words.institution(review),
    review.file.opinionNo,
    words.category(review),
    words.state(review),
    review.result ? review.result.totals.map((one) => one.total).join(' / ') : '',
    review.result ? pointsText(review.result.tenths) : '',
    review.result ? review.result.vetoes.join(' ') : '',
    review.final ? words.grade(review.final.grade) : '',
    review.final?.on ?? '',
  ]);
  return `\uFEFF${[words.heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A cell that begins like a formula is kept from being one. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
