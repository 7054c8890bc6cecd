import { useCallback, useState } from 'react';
import type { Mutation } from '../../../shared/lib/mutation.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { ActOutcome } from '../../data/desk.ts';

interface ActRunner {
  /** Of the last command; for `OutcomeNote`. */
  readonly outcome: ActOutcome | null;
  readonly isBusy: boolean;
  /** True when the act was saved. */
  readonly run: <A>(mutation: Mutation<A>, args: A) => Promise<boolean>;
}

/** One command of a panel and how it ended. */
export function useAct(): ActRunner {
  const desk = useDesk();
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = useCallback(
    async <A>(mutation: Mutation<A>, args: A): Promise<boolean> => {
      setBusy(true);
      const done = await desk.act(mutation, args);
      setBusy(false);
      setOutcome(done);
      return done.kind === 'saved';
    },
    [desk],
  );
  return { outcome, isBusy, run };
}
