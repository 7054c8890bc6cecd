import { Button, Skeleton } from 'antd';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DeskContext } from '../data/desk-context.tsx';
import { EnrolmentWizard } from '../features/enrolment/wizard.tsx';
import { NetworkBeforeEnrolment } from '../features/settings/network/network-before-enrolment.tsx';
import { SignInScreen } from '../features/sign-in/sign-in-screen.tsx';
import { useBureau } from '../platform/bureau-context.tsx';
import { FailureNote } from '../ui/failure-note.tsx';
import { FrontDoor } from './front-door.tsx';
import { Frame } from './frame/frame.tsx';
import { OpenSession } from './open-session.tsx';
import type { Shell } from './shell.ts';

/** The screen that belongs to the shell's phase. */
export function App({ shell }: { readonly shell: Shell }): ReactNode {
  const { t } = useTranslation('app');
  const bureau = useBureau();
  const phase = useSyncExternalStore(shell.subscribe, shell.getSnapshot);
  useEffect(
    () => bureau.on('app/suspended', ({ suspended }) => void (suspended ? shell.lock() : undefined)),
    [bureau, shell],
  );

  // Whoever signs in next starts at today's work, not where somebody else stopped.
  useEffect(() => {
    if (phase.kind === 'locked') window.location.hash = '';
  }, [phase.kind]);

  switch (phase.kind) {
    case 'loading':
    case 'opening':
      return (
        <FrontDoor>
          <p className="jd-soft" role="status">
            {t(phase.kind === 'loading' ? 'phase.loading' : 'phase.opening')}
          </p>
          <Skeleton active title={false} paragraph={{ rows: 4 }} />
        </FrontDoor>
      );
    case 'damaged':
      return (
        <FrontDoor>
          <FailureNote section="device" kind="key-files-unreadable" tone="late" />
        </FrontDoor>
      );
    case 'revoked':
      return (
        <FrontDoor>
          <FailureNote section="device" kind="revoked" tone="late" />
        </FrontDoor>
      );
    case 'trouble':
      return (
        <FrontDoor>
          <FailureNote
            section="disk"
            kind={phase.reason}
            actions={<Button onClick={() => void shell.start()}>{t('phase.again')}</Button>}
          />
        </FrontDoor>
      );
    case 'enrol':
      return (
        <FrontDoor isWide>
          <EnrolmentWizard hint={phase.info.enrolHint} onDone={() => void shell.start()} />
          <NetworkBeforeEnrolment />
        </FrontDoor>
      );
    case 'locked':
      return (
        <FrontDoor>
          <SignInScreen status={phase.status} onSession={(session) => void shell.open(session)} />
        </FrontDoor>
      );
    case 'open':
      return (
        <DeskContext value={phase.desk}>
          <OpenSession shell={shell} phase={phase}>
            <Frame />
          </OpenSession>
        </DeskContext>
      );
  }
}
