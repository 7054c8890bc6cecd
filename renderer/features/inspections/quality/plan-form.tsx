import { Button, InputNumber } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateBody } from '../../../../shared/domain/inspections/template.ts';
import { planQualityReview } from '../../../../shared/domain/quality/plan-mutations.ts';
import { CATEGORIES } from '../../../../shared/domain/registry/institution.ts';
import { civilDateOf, type CivilDate } from '../../../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { Field } from '../../../ui/field.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { DayField } from '../labelled-day.tsx';
import { useAct } from '../use-act.ts';
import { formOf, PROPOSED_RULES } from './quality-form.ts';

interface PlanFormProps {
  readonly form: TemplateBody;
  readonly onDone: (planId: RecordId | null) => void;
}

const NUMBERS = ['perInstitution', 'differencePoints', 'answerDays'] as const;

/** The review of a year: its rules and form are frozen when it is saved. */
export function PlanForm({ form, onDone }: PlanFormProps): ReactNode {
  const { t } = useTranslation('quality');
  const desk = useDesk();
  const { outcome, isBusy, run } = useAct();
  const today = civilDateOf(desk.clock.now());
  const lastYear = Number(today.slice(0, 4)) - 1;
  const [year, setYear] = useState(Number(today.slice(0, 4)));
  const [from, setFrom] = useState(`${lastYear}-01-01` as CivilDate);
  const [to, setTo] = useState(`${lastYear}-12-31` as CivilDate);
  const [rules, setRules] = useState(PROPOSED_RULES);
  const save = async (): Promise<void> => {
    const id = newUlid(desk.clock, desk.random) as RecordId;
    const plan = {
      id,
      prefectureCode: desk.prefectureCode,
      year,
      from,
      to,
      categories: [...CATEGORIES],
      rules,
      form: formOf(form),
    };
    if (await run(planQualityReview, { plan, on: today })) onDone(id);
  };
  return (
    <section className="jd-card jd-form" aria-label={t('plan.title')}>
      <h2>{t('plan.title')}</h2>
      <p className="jd-soft">{t('plan.note')}</p>
      <div className="jd-fields">
        <Field label={t('plan.year')}>
          {(ids) => (
            <InputNumber
              {...ids}
              className="jd-wide"
              min={2000}
              max={2100}
              precision={0}
              value={year}
              onChange={(value) => setYear(value ?? year)}
            />
          )}
        </Field>
        <DayField label={t('plan.from')} value={from} onChange={setFrom} />
        <DayField
          label={t('plan.to')}
          problem={to < from ? t('plan.toBeforeFrom') : undefined}
          value={to}
          onChange={setTo}
        />
        {NUMBERS.map((name) => (
          // i18n-dynamic: quality:plan.perInstitution, quality:plan.differencePoints, quality:plan.answerDays
          <Field key={name} label={t(`plan.${name}`)}>
            {(ids) => (
              <InputNumber
                {...ids}
                className="jd-wide"
                min={name === 'differencePoints' ? 0 : 1}
                max={name === 'answerDays' ? 90 : name === 'perInstitution' ? 50 : 100}
                precision={0}
                value={rules[name]}
                onChange={(value) => setRules({ ...rules, [name]: value ?? rules[name] })}
              />
            )}
          </Field>
        ))}
      </div>
      <p className="jd-soft jd-small">
        {t('plan.grades', {
          excellent: rules.grades[0]?.min,
          good: rules.grades[1]?.min,
          pass: rules.grades[2]?.min,
        })}
      </p>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button type="primary" loading={isBusy} disabled={to < from} onClick={() => void save()}>
          {t('plan.save')}
        </Button>
        <Button onClick={() => onDone(null)}>{t('cancel')}</Button>
      </div>
    </section>
  );
}
