import { Button } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { drawPicks } from '../../../../shared/domain/draw/draw-picks.ts';
import {
  inputOfDraw,
  lastDrawEvent,
  type Draw,
  type DrawResult,
} from '../../../../shared/domain/draw/draw.ts';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import type { DrawFacts } from './draw-query.ts';
import { Name } from './names.tsx';
import { PairsPanel } from './pairs-panel.tsx';
import { PickStage } from './pick-stage.tsx';
import { stepsOf } from './pick-steps.ts';
import { TranscriptPanel } from './transcript-panel.tsx';
import { VoidAction } from './void-action.tsx';

/** The picks as they fell, then pairs, transcript and what may still be done. */
export function DrawnStage({
  facts,
  isFresh,
}: {
  readonly facts: DrawFacts;
  readonly isFresh: boolean;
}): ReactNode {
  const { t } = useTranslation('draw');
  const { draw } = facts;
  const [isShowing, setShowing] = useState(isFresh);
  if (draw.result === null) return null;
  return (
    <>
      {draw.state === 'voided' ? <VoidedNote draw={draw} /> : null}
      {isShowing ? (
        <Picks draw={draw} result={draw.result} onDone={() => setShowing(false)} />
      ) : (
        <>
          <div className="jd-draw-line">
            <Button onClick={() => setShowing(true)}>{t('picks.again')}</Button>
            <Link to={`/inspections/documents/draw/${draw.id}`}>{t('documents:subject.open')}</Link>
            {draw.state === 'drawn' ? <VoidAction facts={facts} /> : null}
          </div>
          <PairsPanel facts={facts} result={draw.result} />
          <TranscriptPanel facts={facts} />
        </>
      )}
    </>
  );
}

function Picks({
  draw,
  result,
  onDone,
}: {
  readonly draw: Draw;
  readonly result: DrawResult;
  readonly onDone: () => void;
}): ReactNode {
  const steps = useMemo(() => {
    const input = inputOfDraw(draw, result);
    const picks = drawPicks(input);
    return picks.ok ? stepsOf(input, picks.value) : [];
  }, [draw, result]);
  return <PickStage steps={steps} onDone={onDone} />;
}

function VoidedNote({ draw }: { readonly draw: Draw }): ReactNode {
  const { t } = useTranslation('draw');
  const event = lastDrawEvent(draw, 'voided');
  return event ? (
    <section className="jd-panel jd-draw-note jd-draw-voided" aria-label={t('state.voided')}>
      <h2 className="jd-subtitle">{t('void.done')}</h2>
      <p>
        <Iso>{event.reason}</Iso>
      </p>
      <p className="jd-soft">
        {t('void.approvedBy')} <Name id={event.by} /> · <Num>{dateTimeText(event.at)}</Num>
      </p>
    </section>
  ) : null;
}
