import type { Receipt } from '../../../shared/protocol/receipt.ts';
import type { PushAnswer } from '../../../shared/protocol/push.ts';
import { readReceipts } from '../../support/test-device.ts';

type Outcomes = Receipt['outcomes'][number]['outcome'];

/** Every outcome that is not plainly applied, by number. */
export function outcomes(pushed: PushAnswer): (readonly [number, Outcomes])[] {
  return readReceipts(pushed).flatMap((receipt) =>
    receipt.outcomes.map(({ seq, outcome }) => [seq, outcome] as const),
  );
}
