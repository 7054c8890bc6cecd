import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BASE_WEIGHT } from '../../../../shared/domain/planning/pools.ts';
import type { Plan, PlanEvent } from '../../../../shared/domain/planning/plan.ts';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { countyName } from '../start/county-name.ts';
import type { PlanSources } from './plan-query.ts';

/** What an approved plan says, and its history. */
export function PlanFacts({
  plan,
  sources,
}: {
  readonly plan: Plan;
  readonly sources: PlanSources;
}): ReactNode {
  const { t } = useTranslation('plan');
  const words = useWords();
  const items = sources.items.filter(({ id }) => plan.itemIds.includes(id));
  const name = (by: string): string => {
    const officer = sources.officers.find((one) => (one.id as string) === by);
    return officer ? words(officer.name) : by;
  };
  const { amount } = plan;
  // i18n-dynamic: plan:layer.*, plan:weight.*, plan:event.*, inspections:category.*
  return (
    <div className="jd-panel jd-plan-facts">
      <dl>
        <dt>{t('field.year')}</dt>
        <dd>
          <Num>{plan.year}</Num>
        </dd>
        <dt>{t('field.items')}</dt>
        <dd>
          {items.map((item) => (
            <div key={item.id}>
              <Iso>{words(item.name)}</Iso> <Num className="jd-soft">v{item.version}</Num>
            </div>
          ))}
        </dd>
        <dt>{t('field.amount')}</dt>
        <dd>
          {amount.kind === 'share'
            ? t('plans.share', { percent: amount.percent })
            : t('plans.number', { count: amount.count })}
        </dd>
        <dt>{t('field.layerBy')}</dt>
        <dd>{t(`layer.${plan.layerBy}`)}</dd>
        <dt>{t('field.counties')}</dt>
        <dd>
          {plan.counties.length === 0
            ? t('field.everywhere')
            : plan.counties.map((code) => {
                const county = countyName(code);
                return (
                  <div key={code}>
                    <Iso>{county ? words(county) : code}</Iso>
                  </div>
                );
              })}
        </dd>
        <dt>{t('field.categories')}</dt>
        <dd>
          {plan.categories.length === 0
            ? t('field.all')
            : plan.categories.map((one) => <div key={one}>{t(`inspections:category.${one}`)}</div>)}
        </dd>
        <dt>{t('field.cap')}</dt>
        <dd>
          <Num>{plan.yearlyCap}</Num>
        </dd>
        <dt>{t('field.weighed')}</dt>
        <dd>
          {plan.weightRules.length === 0
            ? t('field.equal')
            : plan.weightRules.map(({ rule, add }) => (
                <div key={rule}>
                  {t(`weight.${rule}`)}{' '}
                  <Num>
                    {BASE_WEIGHT} {add < 0 ? '−' : '+'} {Math.abs(add)}
                  </Num>
                </div>
              ))}
        </dd>
        <dt>{t('field.months')}</dt>
        <dd>
          <Num>
            {plan.fromMonth}–{plan.toMonth}
          </Num>
        </dd>
        {plan.partners.length > 0 ? (
          <>
            <dt>{t('field.partners')}</dt>
            <dd>
              {plan.partners.map((one) => (
                <div key={one}>
                  <Iso>{one}</Iso>
                </div>
              ))}
            </dd>
          </>
        ) : null}
      </dl>
      <h2 className="jd-subtitle">{t('plan.history')}</h2>
      <ol className="jd-plan-events">
        {plan.events.map((event) => (
          <li key={`${event.kind}-${event.at}`}>
            <Num className="jd-soft">{dateTimeText(event.at)}</Num>{' '}
            <strong>{t(`event.${event.kind}`)}</strong> <Iso>{name(event.by)}</Iso>
            <EventText event={event} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function EventText({ event }: { readonly event: PlanEvent }): ReactNode {
  const { t } = useTranslation('plan');
  if (event.kind === 'approved')
    return event.alone ? <div className="jd-soft">{t('event.alone')}</div> : null;
  const text = event.kind === 'published' ? event.where : event.kind === 'closed' ? event.reason : '';
  return text ? (
    <div className="jd-soft">
      <Iso>{text}</Iso>
    </div>
  ) : null;
}
