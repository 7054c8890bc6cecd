import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '../../../shared/lib/dates.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { SyncStatus } from '../../data/desk.ts';
import { useSyncStatus } from '../../data/use-sync-status.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { bytesText, momentText } from '../../ui/format.ts';
import { Num } from '../../ui/iso.tsx';
import { Meter } from '../../ui/meter.tsx';
import { timeLeftText } from '../../ui/pace-text.ts';
import { AlarmNote } from './alarm-note.tsx';
import { HeldPhotos } from './held-photos.tsx';
import { RemovalChoice } from './removal/removal-choice.tsx';

/** A clock this far from the server's is explained; below it, it is the line's delay. */
const NOTEWORTHY_SKEW_MS = 5 * 60_000;
/** Being out of reach is the normal state of these offices, not an error. */
const CALM_KINDS = new Set([
  'unreachable',
  'timeout',
  'no-network',
  'network-changed',
  'name-not-found',
  'refused',
  'no-route',
  'too-slow',
]);
const REMOVAL_KINDS = new Set(['removal-question', 'removal-refused']);

/** The link: what is going on, the last contact, what went wrong and what to do. */
export function LinkPanel(): ReactNode {
  const { clock, sync } = useDesk();
  const status = useSyncStatus();
  const now = clock.now();
  const { failure, clockSkewMs } = status;
  return (
    <div className="jd-link">
      <AlarmNote />
      <HeldPhotos />
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
        {!sync.isPaused() && status.gate.kind === 'closed' ? <ClosedGate status={status} now={now} /> : null}
        {!sync.isPaused() && status.gate.kind === 'open' && status.reachable ? t('link.reachable') : null}
        {!sync.isPaused() && status.gate.kind === 'open' && !status.reachable ? t('link.offline') : null}
      </span>
      <span className="jd-link-figures">
        {status.lastContactAt ? (
          <span>
            {t('link.lastContact')} <Num>{momentText(status.lastContactAt, now)}</Num>
          </span>
        ) : (
          <span>{t('link.neverMet')}</span>
        )}
        <NextTry status={status} now={now} />
      </span>
    </>
  );
}

/** Nothing starts by itself now: from when on, or only by hand. */
function ClosedGate({ status, now }: { readonly status: SyncStatus; readonly now: Instant }): ReactNode {
  const { t } = useTranslation('link');
  const { gate } = status;
  if (gate.kind === 'open') return null;
  return gate.opensAt === null ? t('pace.manual') : t('pace.closed', { time: momentText(gate.opensAt, now) });
}

/** When the next round starts by itself; what the line has carried where it is metered. */
function NextTry({ status, now }: { readonly status: SyncStatus; readonly now: Instant }): ReactNode {
  const { t } = useTranslation('link');
  const { plan, gate, nextTryAt, usage } = status;
  const isMetered = plan.dayBudgetBytes !== null || plan.monthBudgetBytes !== null;
  return (
    <>
      {gate.kind === 'open' && nextTryAt && !plan.paused ? (
        <span>{t('pace.next', { time: momentText(nextTryAt, now) })}</span>
      ) : null}
      {isMetered ? <span>{t('pace.today', { bytes: bytesText(usage.dayBytes) })}</span> : null}
    </>
  );
}

/** When the server last answered, and when it is asked again. */
function Contacts({ status, now }: { readonly status: SyncStatus; readonly now: Instant }): ReactNode {
  const { t } = useTranslation('sync-centre');
  const retryAt = status.nextTryAt;
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
  const { t } = useTranslation(['sync-centre', 'link']);
  const { progress: p, phase } = status;
  const isPhotos = phase === 'uploading';
  const [done, total] = isPhotos ? [p.photoBytesSent, p.photoBytesTotal] : [p.actsSent, p.actsTotal];
  const left = timeLeftText(t, status);
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
        {status.bytesPerSecond === null ? null : (
          <span>{t('link:pace.speed', { rate: bytesText(status.bytesPerSecond) })}</span>
        )}
        <span>{left === null ? t('link:pace.unknown') : t('link:pace.estimate', { text: left })}</span>
      </span>
    </>
  );
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
