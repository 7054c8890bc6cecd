import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityReview } from '../../../../shared/domain/quality/review.ts';
import { scoreCommitment, type ReviewScore } from '../../../../shared/domain/quality/score.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import type { ReviewFacts } from './quality-query.ts';
import { GRADE_TONES, pointsText } from './review-words.ts';

/** The opened scores side by side, item by item where they differ, and whether each is what was submitted. */
export function ResultPanel({ facts }: { readonly facts: ReviewFacts }): ReactNode {
  const { t } = useTranslation('quality');
  const words = useWords();
  const { review, plan, form } = facts;
  const { result } = review;
  if (!result || !plan) return null;
  const scores = result.totals.map((one) => ({
    ...one,
    score: facts.scores.find((score) => score.officerId === one.officerId) ?? null,
  }));
  const texts = new Map((form?.items ?? []).map((item) => [item.id, words(item.text)]));
  const nameOf = (officerId: string): string => {
    const name = facts.names.get(officerId);
    return name ? words(name) : officerId;
  };
  // i18n-dynamic: quality:grade.*, quality:choice.*
  const shown = (value: number | string | null | undefined): string =>
    typeof value === 'string' ? t(`choice.${value}`) : (value ?? '').toString();
  return (
    <section className="jd-card" aria-label={t('result.title')}>
      <h2>{t('result.title')}</h2>
      <p>
        <strong>
          <Num>{pointsText(result.tenths)}</Num>
        </strong>{' '}
        <Tag tone={GRADE_TONES[result.grade]}>{t(`grade.${result.grade}`)}</Tag>{' '}
        {result.vetoes.length > 0 ? (
          <Tag tone="late">{t('score.veto', { items: result.vetoes.join(' ') })}</Tag>
        ) : null}
      </p>
      <div className="jd-rows-scroll">
        <table className="jd-rows">
          <thead>
            <tr>
              <th scope="col">{t('result.item')}</th>
              {scores.map((one) => (
                <th key={one.officerId} scope="col">
                  <Iso>{nameOf(one.officerId)}</Iso>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>{t('result.total')}</td>
              {scores.map((one) => (
                <td key={one.officerId}>
                  <strong>
                    <Num>{one.total}</Num>
                  </strong>
                </td>
              ))}
            </tr>
            <tr>
              <td>{t('result.seal')}</td>
              {scores.map((one) => (
                <td key={one.officerId}>
                  {one.score ? <SealTag review={review} score={one.score} /> : null}
                </td>
              ))}
            </tr>
            {plan.form.items.map((line) => {
              const items = scores.map((one) => one.score?.items.find((item) => item.itemId === line.id));
              const differs = new Set(items.map((item) => item?.value)).size > 1;
              const hasRemark = items.some((item) => (item?.remark ?? '') !== '');
              if (!differs && !hasRemark) return null;
              return (
                <tr key={line.id}>
                  <td>
                    <Num className="jd-soft">{line.id}</Num> {texts.get(line.id)}
                  </td>
                  {items.map((item, at) => (
                    <td key={scores[at]?.officerId}>
                      {shown(item?.value)} <Iso className="jd-soft">{item?.remark}</Iso>
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {scores.map((one) =>
        one.score && one.score.opinion !== '' ? (
          <p key={one.officerId} className="jd-lines">
            <strong>
              <Iso>{nameOf(one.officerId)}</Iso>
            </strong>{' '}
            <Iso>{one.score.opinion}</Iso>
          </p>
        ) : null,
      )}
    </section>
  );
}

/** Anybody can check it: the hash that stood in the review before the score was known. */
function SealTag({
  review,
  score,
}: {
  readonly review: QualityReview;
  readonly score: ReviewScore;
}): ReactNode {
  const { t } = useTranslation('quality');
  const commit = review.reviewers.find((one) => one.officerId === score.officerId)?.commit;
  const isWhole = score.nonce !== null && scoreCommitment(score, score.nonce) === commit;
  return <Tag tone={isWhole ? 'accent' : 'late'}>{t(isWhole ? 'result.whole' : 'result.broken')}</Tag>;
}
