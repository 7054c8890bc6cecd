import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDesk } from '../../data/desk-context.tsx';
import type { Equation, SyncStatus } from '../../data/desk.ts';
import { useLive } from '../../data/use-live.ts';
import { useSyncStatus } from '../../data/use-sync-status.ts';
import { bytesText, exactTimeText, momentText } from '../../ui/format.ts';
import { Num } from '../../ui/iso.tsx';
import { timeLeftText } from '../../ui/pace-text.ts';

const PARTS = ['delivered', 'waiting', 'quarantined', 'withdrawn'] as const;

/** The product's promise, always in sight: the link, the equation, when the last touch was saved. */
export function StatusBar(): ReactNode {
  const { t } = useTranslation('app');
  const desk = useDesk();
  const equation = useLive(
    async () => ({ ...(await desk.equation()), savedAt: desk.lastSavedAt() }),
    ['status-bar'],
  );
  return (
    <footer className="jd-status" aria-label={t('status.label')}>
      <LinkState />
      {equation.state === 'ready' ? <EquationLine equation={equation.value} /> : <span />}
      <span className="jd-status-saved">
        {equation.state === 'ready' && equation.value.savedAt ? (
          <>
            {t('status.saved')} <Num>{exactTimeText(equation.value.savedAt)}</Num>
          </>
        ) : null}
      </span>
    </footer>
  );
}

function EquationLine({ equation }: { readonly equation: Equation }): ReactNode {
  const { t } = useTranslation('app');
  return (
    <span className="jd-status-equation">
      <Link to="/sync">
        {t('status.created')} <Num>{equation.created}</Num>
      </Link>
      {PARTS.map((part, i) => (
        <Fragment key={part}>
          <span aria-hidden="true">{i === 0 ? '=' : '+'}</span>
          <Link
            to={`/sync?group=${part}`}
            className={part === 'quarantined' && equation.quarantined > 0 ? 'jd-status-needs' : ''}
          >
            {/* i18n-dynamic: app:status.* */}
            {t(`status.${part}`)} <Num>{equation[part]}</Num>
          </Link>
        </Fragment>
      ))}
    </span>
  );
}

/** Offline is a normal state and looks normal. */
function LinkState(): ReactNode {
  const desk = useDesk();
  const status = useSyncStatus();
  const isPaused = desk.sync.isPaused();
  return (
    <Link to="/sync" className={status.alarm ? 'jd-status-link jd-status-late' : 'jd-status-link'}>
      <span
        className={`jd-dot jd-dot-${status.alarm ? 'late' : status.phase !== 'idle' ? 'busy' : status.reachable && !isPaused ? 'on' : 'off'}`}
      />
      <LinkWords status={status} isPaused={isPaused} now={desk.clock.now()} />
    </Link>
  );
}

function LinkWords({
  status,
  isPaused,
  now,
}: {
  readonly status: SyncStatus;
  readonly isPaused: boolean;
  readonly now: ReturnType<ReturnType<typeof useDesk>['clock']['now']>;
}): ReactNode {
  const { t } = useTranslation(['app', 'link']);
  const { progress, alarm } = status;
  const left = timeLeftText(t, status);
  const leftWords = left === null ? null : ` · ${t('link:status.minutes', { text: left })}`;
  if (alarm)
    // i18n-dynamic: link:status.alarm.*
    return t(`link:status.alarm.${alarm.kind}`, {
      days: alarm.kind === 'no-contact' ? alarm.days : 0,
      time: momentText(alarm.since, now),
    });
  if (status.phase === 'sending')
    return (
      <>
        {t('status.phase.sending')}{' '}
        <Num>
          {progress.actsSent}/{progress.actsTotal} · {bytesText(progress.bytesSent)}
        </Num>
        {leftWords}
      </>
    );
  if (status.phase === 'receiving')
    return (
      <>
        {t('status.phase.receiving')} <Num>{bytesText(progress.bytesReceived)}</Num>
      </>
    );
  if (status.phase === 'uploading')
    return (
      <>
        {t('status.phase.uploading')}{' '}
        <Num>
          {progress.photosSent}/{progress.photosTotal} · {bytesText(progress.photoBytesSent)}
        </Num>
        {leftWords}
      </>
    );
  if (status.phase === 'connecting') return t('status.phase.connecting');
  if (isPaused) return t('status.paused');
  if (status.gate.kind === 'closed')
    return status.gate.opensAt
      ? t('link:status.closed', { time: momentText(status.gate.opensAt, now) })
      : t('link:status.manual');
  if (status.reachable) return t('status.online');
  if (!status.reachableSince) return t('status.neverMet');
  return (
    <>
      {t('status.offlineSince')} <Num>{momentText(status.reachableSince, now)}</Num>
    </>
  );
}
