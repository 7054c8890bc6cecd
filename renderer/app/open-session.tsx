import { useEffect, useMemo, type ReactNode } from 'react';
import { assert } from '../../shared/lib/assert.ts';
import { usePreferences } from '../platform/preferences-context.tsx';
import { SessionContext, type SessionFacts } from '../platform/session-context.tsx';
import type { Phase, Shell } from './shell.ts';

interface OpenSessionProps {
  readonly shell: Shell;
  readonly phase: Extract<Phase, { kind: 'open' }>;
  readonly children: ReactNode;
}

/** Names the signed-in officer for the screens of the frame, and remembers them for the next sign-in. */
export function OpenSession({ shell, phase, children }: OpenSessionProps): ReactNode {
  const { settings, change } = usePreferences();
  const { officerId } = phase.desk;
  useEffect(() => {
    if (settings.lastOfficerId !== officerId) change({ lastOfficerId: officerId });
  }, [settings.lastOfficerId, officerId, change]);
  const facts = useMemo((): SessionFacts => {
    const officer = phase.status.officers.find((one) => one.officerId === phase.desk.officerId);
    assert(officer, 'the signed-in officer is known on this device');
    return {
      status: phase.status,
      info: phase.info,
      officer,
      lock: () => void shell.lock(),
      refresh: shell.refresh,
    };
  }, [phase, shell]);
  return <SessionContext value={facts}>{children}</SessionContext>;
}
