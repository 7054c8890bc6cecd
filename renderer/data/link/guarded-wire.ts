import type { Wire, WireAnswer } from '../../../shared/sync/ports.ts';

/**
 * A wire for one round: once the round is cancelled nothing of it reaches the engine any more. So a round that the watchdog
 * gave up can come back to life without writing beside the one that followed it.
 */
export function guardedWire(wire: Wire, isCancelled: () => boolean): Wire {
  const cancelled: WireAnswer = { kind: 'unreachable', code: 'CANCELLED' };
  const guard = async (ask: () => Promise<WireAnswer>): Promise<WireAnswer> => {
    if (isCancelled()) return cancelled;
    const answer = await ask();
    return isCancelled() ? cancelled : answer;
  };
  return {
    hello: (body) => guard(() => wire.hello(body)),
    call: (route, body) => guard(() => wire.call(route, body)),
  };
}
