import { Button, Checkbox, InputNumber, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../data/desk-context.tsx';
import { useSyncStatus } from '../../../data/use-sync-status.ts';
import type { LinkPlan } from '../../../platform/facts.ts';
import { bytesText } from '../../../ui/format.ts';
import { Row, Section } from '../section.tsx';
import { SpanFields } from './span-fields.tsx';
import './network.css';

const MODES: readonly LinkPlan['mode'][] = ['automatic', 'hours', 'manual'];
const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;
const MB = 1_000_000;
/** One more span, for an office that works in the evening. */
const NEW_SPAN = { from: '20:00', to: '22:00' };
const MAX_SPANS = 4;

/** When work travels by itself, how much of it on a metered line, and when silence becomes an alarm. */
export function PlanSection(): ReactNode {
  const { t } = useTranslation('link');
  const { sync } = useDesk();
  const { plan, usage } = useSyncStatus();
  const change = (part: Partial<LinkPlan>): void => void sync.setPlan(part);
  return (
    <Section title={t('plan.title')} note={t('plan.note')}>
      <Row label={t('plan.mode')} hint={plan.mode === 'manual' ? t('plan.manualHint') : undefined}>
        <Segmented
          aria-label={t('plan.mode')}
          value={plan.mode}
          // i18n-dynamic: link:plan.modes.*
          options={MODES.map((mode) => ({ value: mode, label: t(`plan.modes.${mode}`) }))}
          onChange={(mode) => change({ mode })}
        />
      </Row>
      {plan.mode === 'hours' ? <Hours plan={plan} change={change} /> : null}
      <BudgetRow
        label={t('plan.dayBudget')}
        bytes={plan.dayBudgetBytes}
        usedBytes={usage.dayBytes}
        onChange={(dayBudgetBytes) => change({ dayBudgetBytes })}
      />
      <BudgetRow
        label={t('plan.monthBudget')}
        bytes={plan.monthBudgetBytes}
        usedBytes={usage.monthBytes}
        onChange={(monthBudgetBytes) => change({ monthBudgetBytes })}
      />
      <Row label={t('plan.alarmDays')} hint={t('plan.alarmHint')}>
        <InputNumber
          aria-label={t('plan.alarmDays')}
          min={1}
          max={60}
          precision={0}
          value={plan.alarmDays}
          suffix={t('plan.alarmUnit')}
          onChange={(alarmDays) => (alarmDays === null ? undefined : change({ alarmDays }))}
        />
      </Row>
    </Section>
  );
}

function Hours({
  plan,
  change,
}: {
  readonly plan: LinkPlan;
  readonly change: (part: Partial<LinkPlan>) => void;
}): ReactNode {
  const { t } = useTranslation('link');
  const replace = (at: number, span: LinkPlan['hours'][number]): void =>
    change({ hours: plan.hours.map((one, i) => (i === at ? span : one)) });
  return (
    <>
      <Row label={t('plan.hours')} hint={t('plan.hoursHint')}>
        <div className="jd-plan-spans">
          {plan.hours.map((span, i) => (
            <SpanFields
              key={i}
              span={span}
              onChange={(next) => replace(i, next)}
              onRemove={() => change({ hours: plan.hours.filter((_, at) => at !== i) })}
            />
          ))}
          {plan.hours.length < MAX_SPANS ? (
            <Button size="small" onClick={() => change({ hours: [...plan.hours, NEW_SPAN] })}>
              {t('plan.addSpan')}
            </Button>
          ) : null}
        </div>
      </Row>
      <Row label={t('plan.days')}>
        <Checkbox.Group
          role="group"
          aria-label={t('plan.days')}
          value={plan.days}
          // i18n-dynamic: link:plan.day.*
          options={WEEK.map((day) => ({ value: day, label: t(`plan.day.${day}`) }))}
          onChange={(days) => change({ days: days.toSorted() })}
        />
      </Row>
    </>
  );
}

function BudgetRow({
  label,
  bytes,
  usedBytes,
  onChange,
}: {
  readonly label: string;
  readonly bytes: number | null;
  readonly usedBytes: number;
  readonly onChange: (bytes: number | null) => void;
}): ReactNode {
  const { t } = useTranslation('link');
  return (
    <Row
      label={label}
      hint={bytes === null ? t('plan.budgetHint') : t('plan.used', { bytes: bytesText(usedBytes) })}
    >
      <InputNumber
        aria-label={label}
        min={1}
        max={1_000_000}
        precision={0}
        placeholder={t('plan.noLimit')}
        value={bytes === null ? null : Math.round(bytes / MB)}
        suffix={t('plan.unit')}
        onChange={(megabytes) => onChange(megabytes === null ? null : megabytes * MB)}
      />
    </Row>
  );
}
