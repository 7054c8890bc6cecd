import { Button } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { WITNESS_DIGITS, type Draw } from '../../../../shared/domain/draw/draw.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useBureau } from '../../../platform/bureau-context.tsx';
import { dateTimeText } from '../../../ui/format.ts';
import { Num } from '../../../ui/iso.tsx';
import { DigitsField } from './digits-field.tsx';
import { reveal, type SeedStep } from './draw-commands.ts';
import { HashText } from './hash-text.tsx';
import { SeedStepNote } from './seed-step-note.tsx';
import { AbandonAction } from './abandon-action.tsx';
import { useMayDraw } from './use-may-draw.ts';
import { WitnessFields, type TypedWitness } from './witness-fields.tsx';

type SeedHere =
  | { readonly kind: 'asking' }
  | { readonly kind: 'here'; readonly digits: string | null }
  | { readonly kind: 'lost'; readonly reason: string };

/** The commitment for everybody to read, then the witnesses and their digits. */
export function CommittedStage({
  draw,
  onDraw,
}: {
  readonly draw: Draw;
  readonly onDraw: () => void;
}): ReactNode {
  const { t } = useTranslation('draw');
  const bureau = useBureau();
  const mayDraw = useMayDraw();
  const [seed, setSeed] = useState<SeedHere>({ kind: 'asking' });
  useEffect(() => {
    let isGone = false;
    void bureau.call('draws/seed-state', { drawRecordId: draw.id }).then((state) => {
      if (isGone) return;
      setSeed(
        state.kind === 'here' ? { kind: 'here', digits: state.digits } : { kind: 'lost', reason: state.kind },
      );
    });
    return () => {
      isGone = true;
    };
  }, [bureau, draw.id]);
  // i18n-dynamic: draw:seed.*
  return (
    <>
      <Commitment draw={draw} />
      {seed.kind === 'lost' ? (
        <section className="jd-panel jd-draw-note" role="alert">
          <p>{t(`seed.${seed.reason}`)}</p>
          <p className="jd-soft">{t('seed.whatNow')}</p>
          {mayDraw ? <AbandonAction draw={draw} /> : null}
        </section>
      ) : seed.kind === 'here' && mayDraw ? (
        <WitnessForm draw={draw} fixedDigits={seed.digits} onDraw={onDraw} />
      ) : null}
      {mayDraw ? null : <p className="jd-soft">{t('list.lacksRight')}</p>}
    </>
  );
}

/** What is fixed, large enough for the last row. */
function Commitment({ draw }: { readonly draw: Draw }): ReactNode {
  const { t } = useTranslation('draw');
  const [committed] = draw.events;
  return (
    <section className="jd-panel jd-draw-commitment" aria-label={t('commitment.title')}>
      <h2 className="jd-subtitle">{t('commitment.title')}</h2>
      <p className="jd-soft">{t('commitment.text')}</p>
      <HashText hash={draw.commit} isLarge />
      <dl className="jd-draw-facts">
        <dt>{t('commitment.at')}</dt>
        <dd>{committed ? <Num>{dateTimeText(committed.at)}</Num> : null}</dd>
        <dt>{t('commitment.draws')}</dt>
        <dd>{t('commitment.drawsText', { targets: draw.targetCount, pool: draw.pool.length })}</dd>
        <dt>{t('hash.pool')}</dt>
        <dd>
          <HashText hash={draw.poolHash} />
        </dd>
        <dt>{t('hash.inspectors')}</dt>
        <dd>
          <HashText hash={draw.inspectorsHash} />
        </dd>
      </dl>
    </section>
  );
}

interface WitnessFormProps {
  readonly draw: Draw;
  /** Digits the seed was opened with before a crash: no others are taken. */
  readonly fixedDigits: string | null;
  readonly onDraw: () => void;
}

function WitnessForm({ draw, fixedDigits, onDraw }: WitnessFormProps): ReactNode {
  const { t } = useTranslation('draw');
  const desk = useDesk();
  const bureau = useBureau();
  const [witnesses, setWitnesses] = useState<readonly TypedWitness[]>([{ key: 0, name: '', unit: '' }]);
  const [digits, setDigits] = useState(fixedDigits ?? '');
  const [isBusy, setBusy] = useState(false);
  const [step, setStep] = useState<SeedStep | null>(null);
  const named = witnesses
    .map(({ name, unit }) => ({ name: cleanText(name), unit: cleanText(unit) }))
    .filter(({ name, unit }) => name !== '' || unit !== '');
  const lacks =
    named.length === 0
      ? t('witness.lacksWitness')
      : named.some(({ name, unit }) => name === '' || unit === '')
        ? t('witness.lacksUnit')
        : WITNESS_DIGITS.test(digits)
          ? null
          : t('witness.lacksDigits', { count: Math.max(0, 6 - digits.length) });
  const go = async (): Promise<void> => {
    if (lacks !== null || isBusy) return;
    setBusy(true);
    // Before the act: its record may be on screen before this goes on.
    onDraw();
    const done = await reveal({ desk, bureau }, draw, digits, named);
    setBusy(false);
    setStep(done);
    if (done.kind === 'seed' && done.digits !== '') setDigits(done.digits);
  };
  return (
    <section
      className="jd-panel jd-draw-witnesses"
      aria-label={t('witness.title')}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.ctrlKey) void go();
      }}
    >
      <h2 className="jd-subtitle">{t('witness.title')}</h2>
      <WitnessFields witnesses={witnesses} onChange={setWitnesses} />
      <DigitsField
        id={draw.id}
        digits={digits}
        isFixed={fixedDigits !== null}
        onChange={setDigits}
        onEnter={() => void go()}
      />
      <div className="jd-draw-line">
        <Button
          type="primary"
          size="large"
          loading={isBusy}
          disabled={lacks !== null}
          onClick={() => void go()}
        >
          {t('witness.draw')}
        </Button>
        <span className="jd-soft">{lacks ?? t('witness.drawHint')}</span>
        <AbandonAction draw={draw} />
      </div>
      <SeedStepNote step={step} />
    </section>
  );
}
