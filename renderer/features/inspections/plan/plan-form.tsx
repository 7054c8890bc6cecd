import { Checkbox, Input, InputNumber, Segmented, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { itemsOn } from '../../../../shared/domain/planning/inspection-item.ts';
import { LAYERS, type PlanContent } from '../../../../shared/domain/planning/plan.ts';
import { CATEGORIES } from '../../../../shared/domain/registry/institution.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import { Field } from '../../../ui/field.tsx';
import { useWords } from '../../../ui/words.ts';
import { countyName } from '../start/county-name.ts';
import type { PlanSources } from './plan-query.ts';
import { WeightRules } from './weight-rules.tsx';

interface PlanFormProps {
  readonly content: PlanContent;
  readonly sources: PlanSources;
  readonly today: CivilDate;
  readonly onChange: (content: PlanContent) => void;
}

/** What a plan says while it is drafted. */
export function PlanForm({ content, sources, today, onChange }: PlanFormProps): ReactNode {
  const { t } = useTranslation('plan');
  const words = useWords();
  const set = (change: Partial<PlanContent>): void => onChange({ ...content, ...change });
  const { amount } = content;
  const current = itemsOn(sources.items, today);
  const kept = sources.items.filter(
    ({ id }) => content.itemIds.includes(id) && !current.some((one) => one.id === id),
  );
  const counties = [...new Set(sources.institutions.map(({ countyCode }) => countyCode))].toSorted();
  // i18n-dynamic: plan:layer.*, inspections:category.*
  return (
    <form
      className="jd-form jd-form-card"
      aria-label={t('plan.content')}
      onSubmit={(event) => event.preventDefault()}
    >
      <div className="jd-plan-grid">
        <Field label={t('field.title')}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              placeholder={t('field.titleExample', { year: content.year })}
              value={content.title}
              onChange={(event) => set({ title: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('field.year')}>
          {(ids) => (
            <InputNumber
              {...ids}
              min={2020}
              max={2100}
              value={content.year}
              onChange={(year) => year && set({ year })}
            />
          )}
        </Field>
      </div>
      <Field
        label={t('field.items')}
        hint={
          current.length === 0 ? (
            <Link className="jd-plan-go" to="/inspections/pools">
              {t('field.noItems')}
            </Link>
          ) : (
            t('field.itemsHint')
          )
        }
      >
        {(ids) => (
          <Select
            {...ids}
            mode="multiple"
            value={[...content.itemIds]}
            onChange={(itemIds) => set({ itemIds })}
            options={[...current, ...kept].map((item) => ({
              value: item.id,
              label: `${words(item.name)} · v${item.version}`,
            }))}
          />
        )}
      </Field>
      <Field label={t('field.amount')}>
        {(ids) => (
          <div className="jd-plan-row">
            <Segmented
              aria-label={t('field.amount')}
              value={amount.kind}
              options={[
                { value: 'share', label: t('field.byShare') },
                { value: 'number', label: t('field.byNumber') },
              ]}
              onChange={(kind) =>
                set({ amount: kind === 'share' ? { kind, percent: 50 } : { kind: 'number', count: 5 } })
              }
            />
            <InputNumber
              {...ids}
              min={1}
              max={amount.kind === 'share' ? 100 : 1000}
              precision={0}
              suffix={amount.kind === 'share' ? '%' : null}
              value={amount.kind === 'share' ? amount.percent : amount.count}
              onChange={(value) =>
                value &&
                set({
                  amount:
                    amount.kind === 'share'
                      ? { kind: 'share', percent: value }
                      : { kind: 'number', count: value },
                })
              }
            />
          </div>
        )}
      </Field>
      <Field label={t('field.layerBy')} hint={t('field.layerHint')}>
        {() => (
          <Segmented
            aria-label={t('field.layerBy')}
            value={content.layerBy}
            options={LAYERS.map((layer) => ({ value: layer, label: t(`layer.${layer}`) }))}
            onChange={(layerBy) => set({ layerBy })}
          />
        )}
      </Field>
      <div className="jd-plan-grid">
        <Field label={t('field.counties')} hint={t('field.countiesHint')}>
          {(ids) => (
            <Select
              {...ids}
              mode="multiple"
              placeholder={t('field.everywhere')}
              value={[...content.counties]}
              onChange={(chosen) => set({ counties: chosen })}
              options={counties.map((code) => {
                const name = countyName(code);
                return { value: code, label: name ? words(name) : code };
              })}
            />
          )}
        </Field>
        <Field label={t('field.cap')} hint={t('field.capHint')}>
          {(ids) => (
            <InputNumber
              {...ids}
              min={1}
              max={12}
              precision={0}
              value={content.yearlyCap}
              onChange={(yearlyCap) => yearlyCap && set({ yearlyCap })}
            />
          )}
        </Field>
      </div>
      <Field label={t('field.categories')} hint={t('field.categoriesHint')}>
        {() => (
          <Checkbox.Group
            value={[...content.categories]}
            options={CATEGORIES.map((one) => ({ value: one, label: t(`inspections:category.${one}`) }))}
            onChange={(chosen) => set({ categories: CATEGORIES.filter((one) => chosen.includes(one)) })}
          />
        )}
      </Field>
      <WeightRules rules={content.weightRules} onChange={(weightRules) => set({ weightRules })} />
      <div className="jd-plan-grid">
        <Field
          label={t('field.months')}
          problem={content.toMonth < content.fromMonth ? t('missing.months') : undefined}
        >
          {(ids) => (
            <div className="jd-plan-row">
              <InputNumber
                {...ids}
                min={1}
                max={12}
                value={content.fromMonth}
                onChange={(fromMonth) => fromMonth && set({ fromMonth })}
              />
              <span className="jd-soft">{t('field.to')}</span>
              <InputNumber
                aria-label={t('field.toMonth')}
                min={1}
                max={12}
                value={content.toMonth}
                onChange={(toMonth) => toMonth && set({ toMonth })}
              />
            </div>
          )}
        </Field>
        <Field label={t('field.former')} hint={t('field.formerHint')}>
          {(ids) => (
            <InputNumber
              {...ids}
              min={0}
              max={20}
              precision={0}
              value={content.formerEmploymentYears}
              onChange={(years) => years !== null && set({ formerEmploymentYears: years })}
            />
          )}
        </Field>
      </div>
      <Field label={t('field.partners')} hint={t('field.partnersHint')}>
        {(ids) => (
          <Select
            {...ids}
            mode="tags"
            open={false}
            suffixIcon={null}
            value={[...content.partners]}
            onChange={(partners: string[]) =>
              set({ partners: partners.slice(0, 10).map((one) => one.slice(0, 100)) })
            }
          />
        )}
      </Field>
      <p className="jd-soft jd-small">{t('field.two')}</p>
    </form>
  );
}
