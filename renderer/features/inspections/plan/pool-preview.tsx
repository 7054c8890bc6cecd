import { Segmented } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Plan, PlanContent } from '../../../../shared/domain/planning/plan.ts';
import { inspectorPool, targetPool, type Excluded } from '../../../../shared/domain/planning/pools.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { Bilingual } from '../../../../shared/lib/text.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { countyName } from '../start/county-name.ts';
import type { PlanSources } from './plan-query.ts';

interface PoolPreviewProps {
  readonly plan: PlanContent & Pick<Plan, 'id' | 'prefectureCode'>;
  readonly sources: PlanSources;
  readonly today: CivilDate;
}

/** Both pools as the plan would draw from them today: how many, in which parts, and who is left out why. */
export function PoolPreview({ plan, sources, today }: PoolPreviewProps): ReactNode {
  const { t } = useTranslation('plan');
  const [side, setSide] = useState<'targets' | 'inspectors'>('targets');
  const targets = useMemo(
    () => targetPool(plan, sources.institutions, sources.factsOf(plan.year, today), sources.tasks, today),
    [plan, sources, today],
  );
  const people = useMemo(() => inspectorPool(plan, sources.inspectors, today, null), [plan, sources, today]);
  const names = useMemo(
    () =>
      new Map<string, Bilingual>([
        ...sources.institutions.map(({ id, name }) => [id, name] as const),
        ...sources.inspectors.map(({ id, name }) => [id, name] as const),
      ]),
    [sources],
  );
  return (
    <section className="jd-panel jd-pool" aria-label={t('pool.title')}>
      <header>
        <h2 className="jd-subtitle">{t('pool.title')}</h2>
        <Segmented
          aria-label={t('pool.title')}
          value={side}
          options={[
            { value: 'targets', label: `${t('pool.targets')} ${targets.entries.length}` },
            { value: 'inspectors', label: `${t('pool.inspectors')} ${people.entries.length}` },
          ]}
          onChange={setSide}
        />
      </header>
      {side === 'targets' ? (
        <>
          <p className="jd-pool-sum">
            {t('pool.draws', { count: targets.count, size: targets.entries.length })}
          </p>
          {plan.layerBy === 'none' ? null : (
            <ul className="jd-pool-layers">
              {targets.layers.map((layer) => (
                <li key={layer.key}>
                  <LayerName by={plan.layerBy} id={layer.key} />
                  <Num>
                    {layer.count} / {layer.entries.length}
                  </Num>
                </li>
              ))}
            </ul>
          )}
          <PoolList
            entries={targets.entries}
            exclusions={targets.exclusions}
            names={names}
            linkTo="/registry"
            hasWeights={plan.weightRules.length > 0}
            rest={<EmptyNote title={t('pool.noTargets')} text={t('pool.noTargetsText')} />}
          />
        </>
      ) : (
        <>
          <p className="jd-pool-sum">{t('pool.pairs', { count: people.entries.length })}</p>
          <PoolList
            entries={people.entries}
            exclusions={people.exclusions}
            names={names}
            linkTo={null}
            hasWeights={false}
            rest={
              <EmptyNote
                title={t('pool.noInspectors')}
                text={t('pool.noInspectorsText')}
                action={
                  <Link className="jd-plan-go" to="/inspections/pools/inspectors">
                    {t('pool.addInspectors')}
                  </Link>
                }
              />
            }
          />
        </>
      )}
    </section>
  );
}

function LayerName({ by, id }: { readonly by: PlanContent['layerBy']; readonly id: string }): ReactNode {
  const { t } = useTranslation('plan');
  const words = useWords();
  const county = by === 'county' ? countyName(id) : null;
  // i18n-dynamic: plan:risk.*, inspections:category.*
  const text =
    by === 'county'
      ? county
        ? words(county)
        : id
      : by === 'risk'
        ? t(`risk.${id}`)
        : t(`inspections:category.${id}`);
  return <Iso>{text}</Iso>;
}

interface PoolListProps {
  readonly entries: readonly { readonly id: string; readonly weight: number }[];
  readonly exclusions: readonly Excluded<string>[];
  readonly names: ReadonlyMap<string, Bilingual>;
  readonly linkTo: string | null;
  readonly hasWeights: boolean;
  /** Shown when there is nobody at all. */
  readonly rest: ReactNode;
}

function PoolList({ entries, exclusions, names, linkTo, hasWeights, rest }: PoolListProps): ReactNode {
  const { t } = useTranslation('plan');
  const words = useWords();
  const named = (id: string): ReactNode => {
    const name = names.get(id);
    const text = <Iso>{name ? words(name) : id}</Iso>;
    return linkTo ? <Link to={`${linkTo}/${id}`}>{text}</Link> : text;
  };
  if (entries.length + exclusions.length === 0) return rest;
  // i18n-dynamic: plan:excluded.*
  return (
    <>
      {exclusions.length > 0 ? (
        <details className="jd-pool-out" open={exclusions.length <= 6}>
          <summary>{t('pool.excluded', { count: exclusions.length })}</summary>
          <ul>
            {exclusions.map(({ id, reason }) => (
              <li key={id}>
                <span className="jd-clip">{named(id)}</span>
                <span className="jd-soft">{t(`excluded.${reason}`)}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <ul className="jd-pool-in">
        {entries.map(({ id, weight }) => (
          <li key={id}>
            <span className="jd-clip">{named(id)}</span>
            {hasWeights ? <Num className="jd-soft">{weight}</Num> : null}
          </li>
        ))}
      </ul>
    </>
  );
}
