import { Button, DatePicker, Segmented, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { civilDateOf, type CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { useBureau } from '../../../platform/bureau-context.tsx';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Field } from '../../../ui/field.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Page } from '../../../ui/page.tsx';
import { commit, type SeedStep } from './draw-commands.ts';
import { loadNames, loadPools, type PoolFacts } from './draw-query.ts';
import { LayerName } from './layer-name.tsx';
import { Name, NamesContext } from './names.tsx';
import { InspectorPanel, TargetPanel } from './pool-panels.tsx';
import { SeedStepNote } from './seed-step-note.tsx';
import { useMayDraw } from './use-may-draw.ts';
import './draw.css';

/** The pools as they will be fixed, and the commitment to them. */
export function NewDrawPage(): ReactNode {
  const { t } = useTranslation('draw');
  const desk = useDesk();
  const [search, setSearch] = useSearchParams();
  const planId = (search.get('plan') ?? '') as RecordId;
  const layer = search.get('layer');
  const [visitOn, setVisitOn] = useState<CivilDate>(civilDateOf(desk.clock.now()));
  const facts = useLive(() => loadPools(desk, planId, layer, visitOn), [planId, layer, visitOn]);
  const names = useLive(() => loadNames(desk), []);
  if (facts.state === 'loading' || names.state === 'loading')
    return (
      <Page title={t('new.title')}>
        <Skeleton active paragraph={{ rows: 8 }} />
      </Page>
    );
  if (facts.value === null)
    return (
      <Page title={t('new.title')}>
        <div className="jd-panel">
          <EmptyNote
            title={t('new.noPlan')}
            text={t('new.noPlanText')}
            action={<Link to="/inspections/draws">{t('new.back')}</Link>}
          />
        </div>
      </Page>
    );
  const { plan, pools } = facts.value;
  return (
    <NamesContext value={names.value}>
      <Page title={t('new.title')} note={<Iso>{plan.title}</Iso>}>
        <div className="jd-draw-new">
          <section className="jd-panel jd-draw-rule" aria-label={t('new.rule')}>
            {pools.layers.length > 1 ? (
              <Field label={t('new.layer')} hint={t('new.layerHint')}>
                {() => (
                  <Segmented
                    aria-label={t('new.layer')}
                    value={pools.draft.layer}
                    onChange={(key) => setSearch({ plan: planId, layer: key })}
                    options={pools.layers.map(({ key, size, count }) => ({
                      value: key,
                      label: (
                        <>
                          <LayerName by={plan.layerBy} layer={key} />{' '}
                          <Num>
                            {count}/{size}
                          </Num>
                        </>
                      ),
                    }))}
                  />
                )}
              </Field>
            ) : null}
            <Field label={t('new.visitOn')} hint={t('new.visitOnHint')}>
              {({ id }) => (
                <DatePicker
                  id={id}
                  allowClear={false}
                  format={['YYYY-MM-DD', 'YYYYMMDD']}
                  value={dayjs(visitOn)}
                  onChange={(day) => day && setVisitOn(day.format('YYYY-MM-DD') as CivilDate)}
                />
              )}
            </Field>
            <CommitButton facts={facts.value} />
          </section>
          <div className="jd-draw-pools">
            <TargetPanel pool={pools.draft.pool} exclusions={pools.draft.exclusions} />
            <InspectorPanel inspectors={pools.draft.inspectors} exclusions={pools.draft.exclusions} />
          </div>
        </div>
      </Page>
    </NamesContext>
  );
}

function CommitButton({ facts }: { readonly facts: PoolFacts }): ReactNode {
  const { t } = useTranslation('draw');
  const desk = useDesk();
  const bureau = useBureau();
  const navigate = useNavigate();
  const mayDraw = useMayDraw();
  const [isBusy, setBusy] = useState(false);
  const [step, setStep] = useState<SeedStep | null>(null);
  const { draft, problem } = facts.pools;
  const [open] = facts.open;
  const go = async (): Promise<void> => {
    setBusy(true);
    const done = await commit({ desk, bureau }, draft);
    setBusy(false);
    setStep(done);
    if (done.kind === 'acted' && done.outcome.kind === 'saved')
      void navigate(`/inspections/draws/${done.drawId}`, { replace: true });
  };
  const lacks = !mayDraw ? (
    t('list.lacksRight')
  ) : problem?.kind === 'too-few-inspectors' ? (
    <>
      {t('new.tooFewInspectors', { count: problem.eligible })} <Name id={problem.institutionId} />
    </>
  ) : problem ? (
    t('new.nothingToDraw')
  ) : null;
  return (
    <div className="jd-draw-go">
      <p className="jd-draw-sum">
        {t('new.sum', {
          targets: draft.targetCount,
          pool: draft.pool.length,
          inspectors: draft.inspectors.length,
        })}
      </p>
      {open ? (
        <p className="jd-draw-open">
          {t('new.open')} <Link to={`/inspections/draws/${open.id}`}>{t('new.openLink')}</Link>
        </p>
      ) : null}
      <Button
        type="primary"
        size="large"
        loading={isBusy}
        disabled={lacks !== null}
        onClick={() => void go()}
      >
        {t('new.commit')}
      </Button>
      <p className="jd-soft jd-small">{lacks ?? t('new.commitHint')}</p>
      <SeedStepNote step={step} />
    </div>
  );
}
