import { InputNumber, Switch } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BASE_WEIGHT, LIVE_RULES } from '../../../../shared/domain/planning/pools.ts';
import type { WeightRule } from '../../../../shared/domain/planning/plan.ts';
import { Num } from '../../../ui/iso.tsx';
import { HOUSE } from './house.ts';

interface WeightRulesProps {
  readonly rules: readonly WeightRule[];
  readonly onChange: (rules: WeightRule[]) => void;
}

/** Whether institutions weigh differently, and by which printed rules. */
export function WeightRules({ rules, onChange }: WeightRulesProps): ReactNode {
  const { t } = useTranslation('plan');
  const id = useId();
  const isWeighed = rules.length > 0;
  // A rule that nothing can meet is not offered; one that a draft already has stays in sight, so that it can be taken out.
  const offered = HOUSE.weightRules.filter(({ rule }) => LIVE_RULES.includes(rule));
  const shown = HOUSE.weightRules.filter(
    ({ rule }) => LIVE_RULES.includes(rule) || rules.some((one) => one.rule === rule),
  );
  const setRule = (rule: WeightRule['rule'], add: number): void => {
    const others = rules.filter((one) => one.rule !== rule);
    onChange(add === 0 ? others : [...others, { rule, add }].toSorted((a, b) => (a.rule < b.rule ? -1 : 1)));
  };
  // i18n-dynamic: plan:weight.*
  return (
    <fieldset className="jd-plan-weights">
      <div className="jd-plan-row">
        <Switch id={id} checked={isWeighed} onChange={(on) => onChange(on ? [...offered] : [])} />
        <label htmlFor={id}>{t('field.weighed')}</label>
        <span className="jd-soft jd-small">
          {isWeighed ? t('field.weighedHint', { base: BASE_WEIGHT }) : t('field.equal')}
        </span>
      </div>
      {isWeighed ? (
        <ul>
          {shown.map(({ rule }) => (
            <li key={rule} className="jd-plan-row">
              <span className="jd-plan-rule">{t(`weight.${rule}`)}</span>
              <Num className="jd-soft">{BASE_WEIGHT} +</Num>
              <InputNumber
                aria-label={t(`weight.${rule}`)}
                min={-9}
                max={90}
                precision={0}
                value={rules.find((one) => one.rule === rule)?.add ?? 0}
                onChange={(add) => setRule(rule, add ?? 0)}
              />
            </li>
          ))}
          {offered.length < HOUSE.weightRules.length ? (
            <li className="jd-soft jd-small">{t('field.weighedLater')}</li>
          ) : null}
        </ul>
      ) : null}
    </fieldset>
  );
}
