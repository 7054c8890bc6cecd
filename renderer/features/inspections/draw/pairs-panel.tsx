import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DrawEvent, DrawResult } from '../../../../shared/domain/draw/draw.ts';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import type { DrawFacts } from './draw-query.ts';
import { Name } from './names.tsx';
import { RecusalDialog, type Seat } from './recusal-dialog.tsx';
import { TaskAction } from './task-action.tsx';
import { useMayDraw } from './use-may-draw.ts';

/** Institutions in order of choice, each with its pair, and who stood back. */
export function PairsPanel({
  facts,
  result,
}: {
  readonly facts: DrawFacts;
  readonly result: DrawResult;
}): ReactNode {
  const { t } = useTranslation('draw');
  const mayDraw = useMayDraw();
  const [recusing, setRecusing] = useState<Seat | null>(null);
  const canRecuse = mayDraw && facts.draw.state === 'drawn';
  const recused = facts.draw.events.filter((one) => one.kind === 'recused');
  return (
    <section className="jd-panel jd-draw-pairs" aria-label={t('pairs.title')}>
      <header className="jd-draw-line">
        <h2 className="jd-subtitle">
          {t('pairs.title')} <Num>{result.targets.length}</Num>
        </h2>
        <TaskAction facts={facts} result={result} />
      </header>
      <ol>
        {result.targets.map((institutionId, at) => (
          <li key={institutionId}>
            <Num className="jd-draw-order">{at + 1}</Num>
            <strong>
              <Name id={institutionId} />
            </strong>
            <span className="jd-draw-pair">
              {(result.pairs[institutionId] ?? []).map((inspectorId) => (
                <span key={inspectorId}>
                  <Name id={inspectorId} />
                  {canRecuse ? (
                    <Button size="small" onClick={() => setRecusing({ institutionId, inspectorId })}>
                      {t('recuse.open')}
                    </Button>
                  ) : null}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ol>
      {recused.length > 0 ? (
        <ul className="jd-draw-recused" aria-label={t('recuse.history')}>
          {recused.map((event) => (
            <RecusedLine key={`${event.institutionId}-${event.inspectorId}`} event={event} />
          ))}
        </ul>
      ) : null}
      {recusing ? (
        <RecusalDialog draw={facts.draw} seat={recusing} onClose={() => setRecusing(null)} />
      ) : null}
    </section>
  );
}

function RecusedLine({ event }: { readonly event: Extract<DrawEvent, { kind: 'recused' }> }): ReactNode {
  const { t } = useTranslation('draw');
  return (
    <li>
      <Name id={event.institutionId} />
      {': '}
      <s>
        <Name id={event.inspectorId} />
      </s>{' '}
      {t('recuse.replacedBy')} <Name id={event.replacement} />
      <span className="jd-soft">
        {' · '}
        <Iso>{event.reason}</Iso>
        {' · '}
        <Num>{dateTimeText(event.at)}</Num>
      </span>
    </li>
  );
}
