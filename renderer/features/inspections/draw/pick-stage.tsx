import { Button } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Num } from '../../../ui/iso.tsx';
import { isTyping } from '../../../ui/use-list-keys.ts';
import { Name, useNameOf } from './names.tsx';
import type { PickStep } from './pick-steps.ts';

/** Long enough to read the number and the name; pairs go faster. */
const PAUSE_MS = { target: 1800, inspector: 1100 } as const;

/** The real picks one by one. Space takes the next one; without motion nothing moves by itself. */
export function PickStage({
  steps,
  onDone,
}: {
  readonly steps: readonly PickStep[];
  readonly onDone: () => void;
}): ReactNode {
  const { t } = useTranslation('draw');
  const [shown, setShown] = useState(1);
  const [isPlaying, setPlaying] = useState(() => !prefersStill());
  const isOver = shown >= steps.length;
  const current = steps[Math.min(shown, steps.length) - 1];
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (!isPlaying || isOver || !current) return undefined;
    const timer = setTimeout(() => setShown(shown + 1), PAUSE_MS[current.kind]);
    return () => clearTimeout(timer);
  }, [isPlaying, isOver, current, shown]);
  useEffect(() => {
    const step = (event: KeyboardEvent): void => {
      if (event.key !== ' ' || isTyping(event.target) || event.target instanceof HTMLButtonElement) return;
      event.preventDefault();
      setPlaying(false);
      setShown((before) => Math.min(steps.length, before + 1));
    };
    window.addEventListener('keydown', step);
    return () => window.removeEventListener('keydown', step);
  }, [steps.length]);
  useEffect(() => {
    list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  if (!current) return null;
  return (
    <section className="jd-panel jd-picks" aria-label={t('picks.title')}>
      <Urn key={current.key} step={current} />
      <div className="jd-draw-line">
        <Button
          disabled={isOver}
          onClick={() => {
            setPlaying(false);
            setShown(shown + 1);
          }}
        >
          {t('picks.next')} <kbd className="jd-kbd">Space</kbd>
        </Button>
        <Button disabled={isOver} onClick={() => setPlaying(!isPlaying)}>
          {t(isPlaying ? 'picks.pause' : 'picks.play')}
        </Button>
        <Button disabled={isOver} onClick={() => setShown(steps.length)}>
          {t('picks.all')}
        </Button>
        <span className="jd-soft">
          <Num>
            {Math.min(shown, steps.length)} / {steps.length}
          </Num>
        </span>
        <Button className="jd-draw-end" type={isOver ? 'primary' : 'default'} onClick={onDone}>
          {t('picks.done')}
        </Button>
      </div>
      <ol
        ref={list}
        className="jd-picks-list"
        aria-live="polite"
        aria-relevant="additions"
        aria-label={t('picks.list')}
      >
        {steps.slice(0, shown).map((step) => (
          <PickLine key={step.key} step={step} />
        ))}
      </ol>
    </section>
  );
}

/** The urn before the pick: every entry as wide as its weight, the number where it fell. */
function Urn({ step }: { readonly step: PickStep }): ReactNode {
  const { t } = useTranslation('draw');
  const { pick, urn, kind } = step;
  const passed = pick.number.taken.slice(0, -1);
  return (
    <div className="jd-urn" data-kind={kind}>
      <p className="jd-urn-what">
        {kind === 'target' ? (
          t('picks.target', { order: step.order })
        ) : (
          <>
            {t('picks.inspector', { order: step.order })} <Name id={step.institutionId} />
          </>
        )}
      </p>
      <p className="jd-urn-number">
        {passed.map((number) => (
          <s key={number}>
            <Num>{number}</Num>
          </s>
        ))}
        <Num>
          {pick.number.taken.at(-1)} mod {pick.total} = <strong>{pick.number.value}</strong>
        </Num>
      </p>
      <div className="jd-urn-bar" aria-hidden>
        {urn.map((entry) => (
          <span
            key={entry.id}
            className={entry.id === pick.id ? 'jd-urn-part jd-urn-hit' : 'jd-urn-part'}
            style={{ flexGrow: entry.weight }}
          />
        ))}
        <span
          className="jd-urn-mark"
          style={{ insetInlineStart: `${((pick.number.value + 0.5) / pick.total) * 100}%` }}
        />
      </div>
      <p className="jd-urn-hit-name">
        <Name id={pick.id} />
      </p>
    </div>
  );
}

function PickLine({ step }: { readonly step: PickStep }): ReactNode {
  const { t } = useTranslation('draw');
  const nameOf = useNameOf();
  const { pick, kind, institutionId, order } = step;
  const numbers = { number: pick.number.value, total: pick.total, weight: pick.weight };
  return (
    <li data-kind={kind}>
      {kind === 'target'
        ? t('picks.targetLine', { order, name: nameOf(pick.id), ...numbers })
        : t('picks.inspectorLine', { order, name: nameOf(pick.id), at: nameOf(institutionId), ...numbers })}
    </li>
  );
}

function prefersStill(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
