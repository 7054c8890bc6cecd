import { Button } from 'antd';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { drawKind, transcriptOf, type Draw } from '../../../../shared/domain/draw/draw.ts';
import { transcriptHash } from '../../../../shared/domain/draw/transcript.ts';
import {
  verifyTranscript,
  type TranscriptProblem,
  type VerifiedTranscript,
} from '../../../../shared/domain/draw/verify-transcript.ts';
import type { Result } from '../../../../shared/lib/result.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Page } from '../../../ui/page.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { loadNames } from './draw-query.ts';
import { HashText } from './hash-text.tsx';
import { Name, NamesContext } from './names.tsx';
import './draw.css';

type Verdict = Result<VerifiedTranscript, TranscriptProblem>;

/** Repeats any transcript from its file alone, and says what is wrong first. */
export function VerifyPage(): ReactNode {
  const { t } = useTranslation('draw');
  const desk = useDesk();
  const facts = useLive(
    async () => ({ names: await loadNames(desk), draws: await desk.records.all(drawKind) }),
    [],
  );
  const [checked, setChecked] = useState<{ readonly name: string; readonly verdict: Verdict } | null>(null);
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setChecked({ name: file.name, verdict: verifyTranscript(new Uint8Array(await file.arrayBuffer())) });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  const known = facts.state === 'ready' ? facts.value : { names: new Map(), draws: [] };
  return (
    <NamesContext value={known.names}>
      <Page title={t('verify.title')} actions={<Link to="/inspections/draws">{t('new.back')}</Link>}>
        <section
          className={isOver ? 'jd-panel jd-verify jd-verify-over' : 'jd-panel jd-verify'}
          aria-label={t('verify.title')}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <p>{t('verify.text')}</p>
          <Button type="primary" onClick={() => input.current?.click()}>
            {t('verify.open')}
          </Button>
          <input
            ref={input}
            type="file"
            accept=".json,application/json"
            hidden
            aria-label={t('verify.open')}
            onChange={(event) => {
              void take(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </section>
        <div aria-live="polite">
          {checked === null ? null : checked.verdict.ok ? (
            <Good name={checked.name} verified={checked.verdict.value} draws={known.draws} />
          ) : (
            <Bad name={checked.name} problem={checked.verdict.error} />
          )}
        </div>
      </Page>
    </NamesContext>
  );
}

function Good({
  name,
  verified: { transcript, transcriptHash: hash, isSealed },
  draws,
}: {
  readonly name: string;
  readonly verified: VerifiedTranscript;
  readonly draws: readonly Draw[];
}): ReactNode {
  const { t } = useTranslation('draw');
  const own = draws.find((draw) => draw.result?.drawId === transcript.drawId);
  const here = own && transcriptOf(own);
  return (
    <section className="jd-panel jd-verdict jd-verdict-good" aria-label={t('verify.good')}>
      <h2 className="jd-subtitle">{t('verify.good')}</h2>
      <p>
        <Iso>{name}</Iso> · <Num className="jd-code">{transcript.drawId}</Num>{' '}
        {transcript.voided ? <Tag tone="late">{t('state.voided')}</Tag> : null}
      </p>
      <p>{t('verify.goodText')}</p>
      {isSealed ? null : <p className="jd-verdict-soon">{t('verify.unsealed')}</p>}
      {own && here ? (
        <p>
          {t(transcriptHash(here) === hash ? 'verify.sameAsHere' : 'verify.otherThanHere')}{' '}
          <Link to={`/inspections/draws/${own.id}`}>{t('verify.openDraw')}</Link>
        </p>
      ) : null}
      <dl className="jd-draw-facts">
        <dt>{t('hash.transcript')}</dt>
        <dd>
          <HashText hash={hash} />
        </dd>
      </dl>
      <ol className="jd-verdict-pairs">
        {transcript.targets.map((id) => (
          <li key={id}>
            <Name id={id} />
            <span className="jd-soft">
              {(transcript.pairs[id] ?? []).map((one) => (
                <span key={one}>
                  {' '}
                  <Name id={one} />
                </span>
              ))}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Bad({ name, problem }: { readonly name: string; readonly problem: TranscriptProblem }): ReactNode {
  const { t } = useTranslation('draw');
  const { kind, ...details } = problem;
  // i18n-dynamic: draw:wrong.*
  return (
    <section className="jd-panel jd-verdict jd-verdict-bad" role="alert" aria-label={t('verify.bad')}>
      <h2 className="jd-subtitle">{t('verify.bad')}</h2>
      <p>
        <Iso>{name}</Iso>
      </p>
      <p>{t(`wrong.${kind}`, { ...details, ...placesFromOne(details) })}</p>
      <p className="jd-soft">
        {t('verify.code')} <Num className="jd-code">{kind}</Num>
      </p>
    </section>
  );
}

/** People count from one. */
function placesFromOne(details: object): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(details)
      .filter(([name, value]) => (name === 'at' || name === 'index') && typeof value === 'number')
      .map(([name, value]) => [name, Number(value) + 1]),
  );
}
