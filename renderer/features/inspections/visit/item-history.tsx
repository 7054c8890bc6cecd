import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Iso, Num } from '../../../ui/iso.tsx';
import { AnswerText } from './answer-text.tsx';
import { FindingCard } from './finding-card.tsx';
import { itemHistory, type EarlierVisit } from './history.ts';

interface ItemHistoryProps {
  readonly history: readonly EarlierVisit[];
  readonly itemId: string;
}

/** The item at hand at earlier visits: what was answered, what was found. Newest first; each day opens that visit. */
export function ItemHistory({ history, itemId }: ItemHistoryProps): ReactNode {
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
              {findings.map((finding) => (
                <FindingCard key={finding.id} finding={finding} />
              ))}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
