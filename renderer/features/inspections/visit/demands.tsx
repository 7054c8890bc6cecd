import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer, AnswerValue } from '../../../../shared/domain/inspections/inspection.ts';
import {
  isDemand,
  type Demand,
  type DemandRule,
} from '../../../../shared/domain/inspections/template-rule.ts';
import { demandsOn } from '../../../../shared/domain/inspections/template-rules.ts';
import type { TemplateBody } from '../../../../shared/domain/inspections/template.ts';
import { useWords } from '../../../ui/words.ts';
import { AnswerText } from './answer-text.tsx';
import './rules.css';

/** What still is missing although there is an answer; `demanded-…` by a rule of the template. */
export type Lack = 'evidence' | 'finding' | `demanded-${Demand}`;

interface DemandsProps {
  readonly demands: readonly DemandRule[];
  readonly answer: AnswerValue | null;
  readonly isThere: Readonly<Record<Demand, boolean>>;
}

/** What the checklist asks for after this answer, with its reason; it stays, marked, once it is there. */
export function Demands({ demands, answer, isThere }: DemandsProps): ReactNode {
  const { t } = useTranslation('inspections');
  const words = useWords();
  if (demands.length === 0) return null;
  // i18n-dynamic: inspections:demand.*
  return (
    <ul className="jd-demands" aria-live="polite">
      {demands.map((rule, at) => (
        <li key={at} data-there={isThere[rule.demand]}>
          <span aria-hidden="true" className="jd-demand-sign">
            {isThere[rule.demand] ? '✓' : '!'}
          </span>
          <span>
            <b>{t(`demand.${rule.demand}`)}</b> ·{' '}
            {t(isThere[rule.demand] ? 'demand.there' : 'demand.because')} <AnswerText value={answer} />
            {rule.reason ? <> · {words(rule.reason)}</> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The rules set off by the answers there are, by item. */
export function demandsByItem(
  template: TemplateBody,
  answers: ReadonlyMap<string, Answer>,
): ReadonlyMap<string, readonly DemandRule[]> {
  const items = new Set((template.rules ?? []).filter(isDemand).map((rule) => rule.when.item));
  return new Map([...items].map((itemId) => [itemId, demandsOn(template, itemId, answers)]));
}
