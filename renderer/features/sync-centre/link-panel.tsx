import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { epochMsOf, type Instant } from '../../../shared/lib/dates.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { SyncStatus } from '../../data/desk.ts';
import { useSyncStatus } from '../../data/use-sync-status.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { bytesText, momentText } from '../../ui/format.ts';
import { Num } from '../../ui/iso.tsx';
import { Meter } from '../../ui/meter.tsx';
import { RemovalChoice } from './removal/removal-choice.tsx';
import { minutesLeft } from './time-left.ts';

/** A clock this far from the server's is explained; below it, it is the line's delay. */
const NOTEWORTHY_SKEW_MS = 5 * 60_000;
/** Being out of reach is the normal state of these offices, not an error. */
const CALM_KINDS = new Set(['unreachable', 'timeout']);
const REMOVAL_KINDS = new Set(['removal-question', 'removal-refused']);

/** The link: what is going on, the last contact, what went wrong and what to do. */
export function LinkPanel(): ReactNode {
  const { clock, sync } = useDesk();
  const status = useSyncStatus();
  const now = clock.now();
  const { failure, clockSkewMs } = status;
  return (
    <div className="jd-link">
      {failure && status.phase === 'idle' && !sync.isPaused() ? null : (
        <div className="jd-panel jd-link-line">
          {status.phase === 'idle' ? <IdleLine status={status} now={now} /> : <Progress status={status} />}
        </div>
      )}
      {clockSkewMs !== null && Math.abs(clockSkewMs) > NOTEWORTHY_SKEW_MS ? (
        <SkewNote skewMs={clockSkewMs} />
      ) : null}
      {failure && status.phase === 'idle' ? (
        <FailureNote
          section="sync"
          kind={failure.kind}
          details={failure.details}
          tone={CALM_KINDS.has(failure.kind) ? 'calm' : 'soon'}
          actions={
            <>
              {REMOVAL_KINDS.has(failure.kind) ? (
                <RemovalChoice
                  removed={Number(failure.details['removed'] ?? 0)}
                  isRefused={failure.kind === 'removal-refused'}
                />
              ) : null}
              <Contacts status={status} now={now} />
            </>
          }
        />
      ) : null}
    </div>
  );
}

function IdleLine({ status, now }: { readonly status: SyncStatus; readonly now: Instant }): ReactNode {
  const { t } = useTranslation('sync-centre');
  const { sync } = useDesk();
  return (
    <>
      <span>
        {sync.isPaused() ? t('link.paused') : null}
        {!sync.isPaused() && status.reachable ? t('link.reachable') : null}
        {!sync.isPaused() && !status.reachable ? t('link.offline') : null}
      </span>
      <span className="jd-soft">
        {status.lastContactAt ? (
          <>
            {t('link.lastContact')} <Num>{momentText(status.lastContactAt, now)}</Num>
          </>
        ) : (
          t('link.neverMet')
        )}
      </span>
    </>
  );
}

/** When the server last answered, and when it is asked again. */
function Contacts({ status, now }: { readonly status: SyncStatus; readonly now: Instant }): ReactNode {
  const { t } = useTranslation('sync-centre');
  const retryAt = status.failure?.retryAt ?? null;
  return (
    <span className="jd-link-figures">
      {status.lastContactAt ? (
        <span>
          {t('link.lastContact')} <Num>{momentText(status.lastContactAt, now)}</Num>
        </span>
      ) : (
        <span>{t('link.neverMet')}</span>
      )}
      {retryAt ? <span>{t('link.retryAt', { time: momentText(retryAt, now) })}</span> : null}
    </span>
  );
}

/** Items, bytes and minutes of the round under way. */
function Progress({ status }: { readonly status: SyncStatus }): ReactNode {
  const { t } = useTranslation('sync-centre');
  const { progress: p, phase } = status;
  const isPhotos = phase === 'uploading';
  const [done, total] = isPhotos ? [p.photoBytesSent, p.photoBytesTotal] : [p.actsSent, p.actsTotal];
  const minutes = useMinutesLeft(phase, done, total);
  // i18n-dynamic: sync-centre:phase.*
  const name = t(`phase.${phase}`);
  return (
    <>
      <span role="status">{name}</span>
      <Meter className="jd-link-meter" done={done} total={total} label={name} />
      <span className="jd-link-figures">
        <span>
          {t('link.acts')} <Num>{`${p.actsSent} / ${p.actsTotal} · ${bytesText(p.bytesSent)}`}</Num>
        </span>
        <span>
          {t('link.received')} <Num>{bytesText(p.bytesReceived)}</Num>
        </span>
        {p.photosTotal > 0 ? (
          <span>
            {t('link.photos')}{' '}
            <Num>{`${p.photosSent} / ${p.photosTotal} · ${bytesText(p.photoBytesSent)} / ${bytesText(p.photoBytesTotal)}`}</Num>
          </span>
        ) : null}
        {minutes === null ? null : <span>{t('link.minutes', { count: minutes })}</span>}
      </span>
    </>
  );
}

function useMinutesLeft(phase: SyncStatus['phase'], done: number, total: number): number | null {
  const { clock } = useDesk();
  const started = useRef({ phase, atMs: epochMsOf(clock.now()) });
  const [nowMs, setNowMs] = useState(() => epochMsOf(clock.now()));
  useEffect(() => {
    started.current = { phase, atMs: epochMsOf(clock.now()) };
    const timer = setInterval(() => setNowMs(epochMsOf(clock.now())), 1_000);
    return () => clearInterval(timer);
  }, [phase, clock]);
  return minutesLeft({ done, total, elapsedMs: nowMs - started.current.atMs });
}

function SkewNote({ skewMs }: { readonly skewMs: number }): ReactNode {
  const { t } = useTranslation('sync-centre');
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  const isDays = minutes >= 2 * 24 * 60;
  const amount = isDays
    ? t('skew.days', { count: Math.round(minutes / 1_440) })
    : t('skew.minutes', { count: minutes });
  return (
    <section className="jd-problem jd-problem-soon">
      <p>{t(skewMs > 0 ? 'skew.ahead' : 'skew.behind', { amount })}</p>
      <span className="jd-link-skew">{t('skew.text')}</span>
    </section>
  );
}
