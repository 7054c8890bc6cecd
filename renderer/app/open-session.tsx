import { useMemo, type ReactNode } from 'react';
import { assert } from '../../shared/lib/assert.ts';
import { SessionContext, type SessionFacts } from '../platform/session-context.tsx';
import type { Phase, Shell } from './shell.ts';

interface OpenSessionProps {
  readonly shell: Shell;
  readonly phase: Extract<Phase, { kind: 'open' }>;
  readonly children: ReactNode;
}

/** Names the signed-in officer for the screens of the frame. */
export function OpenSession({ shell, phase, children }: OpenSessionProps): ReactNode {
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
