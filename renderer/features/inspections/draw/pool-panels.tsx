import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Exclusion } from '../../../../shared/domain/draw/draw-picks.ts';
import type { PoolEntry } from '../../../../shared/domain/draw/pool.ts';
import { Num } from '../../../ui/iso.tsx';
import { Name } from './names.tsx';
import { ReasonText } from './reason-text.tsx';

/** Institutions with weight and chance of the first pick, and who is not among them and why. */
export function TargetPanel({
  pool,
  exclusions,
}: {
  readonly pool: readonly PoolEntry[];
  readonly exclusions: readonly Exclusion[];
}): ReactNode {
  const { t } = useTranslation('draw');
  const total = pool.reduce((sum, entry) => sum + entry.weight, 0);
  const out = exclusions.filter((one) => one.inspectorId === null);
  return (
    <section className="jd-panel jd-draw-pool" aria-label={t('pool.targets')}>
      <h2 className="jd-subtitle">
        {t('pool.targets')} <Num>{pool.length}</Num>
      </h2>
      <ul>
        {pool.map(({ id, weight }) => (
          <li key={id}>
            <Name id={id} />
            <span className="jd-soft" title={t('pool.chance')}>
              {t('pool.weight')} <Num>{weight}</Num> · <Num>{((weight / total) * 100).toFixed(1)}%</Num>
            </span>
          </li>
        ))}
      </ul>
      <Excluded exclusions={out} label={t('pool.targetsOut')} />
    </section>
  );
}

/** Inspectors, who is in nobody's pool, and who keeps away from which institution. */
export function InspectorPanel({
  inspectors,
  exclusions,
}: {
  readonly inspectors: readonly PoolEntry[];
  readonly exclusions: readonly Exclusion[];
}): ReactNode {
  const { t } = useTranslation('draw');
  const out = exclusions.filter((one) => one.institutionId === null);
  const conflicts = exclusions.filter((one) => one.institutionId !== null && one.inspectorId !== null);
  return (
    <section className="jd-panel jd-draw-pool" aria-label={t('pool.inspectors')}>
      <h2 className="jd-subtitle">
        {t('pool.inspectors')} <Num>{inspectors.length}</Num>
      </h2>
      <ul>
        {inspectors.map(({ id }) => (
          <li key={id}>
            <Name id={id} />
          </li>
        ))}
      </ul>
      <Excluded exclusions={out} label={t('pool.inspectorsOut')} />
      <Excluded exclusions={conflicts} label={t('pool.conflicts')} />
    </section>
  );
}

function Excluded({
  exclusions,
  label,
}: {
  readonly exclusions: readonly Exclusion[];
  readonly label: string;
}): ReactNode {
  if (exclusions.length === 0) return null;
  return (
    <>
      <h3 className="jd-draw-out-head">
        {label} <Num>{exclusions.length}</Num>
      </h3>
      <ul className="jd-draw-out">
        {exclusions.map(({ institutionId, inspectorId, reason }) => (
          <li key={`${institutionId}-${inspectorId}-${reason}`}>
            <span>
              <Name id={inspectorId ?? institutionId ?? ''} />
              {inspectorId !== null && institutionId !== null ? (
                <>
                  {' — '}
                  <Name id={institutionId} />
                </>
              ) : null}
            </span>
            <span className="jd-soft">
              <ReasonText reason={reason} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
