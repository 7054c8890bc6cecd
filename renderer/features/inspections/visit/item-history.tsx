import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { AnswerText } from './answer-text.tsx';
import { FindingCard } from './finding-card.tsx';
import { fateOf, itemHistory, type EarlierVisit } from './history.ts';

const TONES = {
  'nothing-ordered': 'plain',
  'put-right': 'accent',
  moved: 'plain',
  overdue: 'late',
  'under-way': 'soon',
} as const;

interface ItemHistoryProps {
  readonly history: readonly EarlierVisit[];
  readonly itemId: string;
  /** Day of this visit: a last day before it has passed. */
  readonly on: CivilDate;
}

/** The item at hand at earlier visits: what was answered, what was found. Newest first; each day opens that visit. */
export function ItemHistory({ history, itemId, on: today }: ItemHistoryProps): ReactNode {
  const { t } = useTranslation(['inspections', 'visit']);
  const then = itemHistory(history, itemId);
  return (
    <section>
      <h3>{t('inspections:beside.last')}</h3>
      {then.length === 0 ? (
        <p className="jd-soft">
          {history.length === 0 ? t('inspections:beside.noLast') : t('visit:history.notAsked')}
        </p>
      ) : (
        <ol className="jd-item-history">
          {then.map(({ inspectionId, on, answer, findings }) => (
            <li key={inspectionId}>
              <p>
                <Link to={`/inspections/${inspectionId}`}>
                  <Num>{on}</Num>
                </Link>{' '}
                <AnswerText value={answer?.current.value ?? null} />
              </p>
              {answer?.current.note ? (
                <p className="jd-soft">
                  <Iso>{answer.current.note}</Iso>
                </p>
              ) : null}
              {findings.map(({ finding, putRight }) => {
                const fate = fateOf(putRight, today);
                // i18n-dynamic: visit:fate.*
                return (
                  <div key={finding.id} className="jd-finding-then">
                    <FindingCard finding={finding} />
                    <Tag tone={TONES[fate]}>{t(`visit:fate.${fate}`)}</Tag>
                  </div>
                );
              })}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
