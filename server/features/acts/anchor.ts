import { anchorClock } from '../../../shared/domain/log/mutations.ts';
import type { Frame } from '../../../shared/protocol/frame.ts';
import { KeyManifest } from '../../../shared/protocol/manifest.ts';
import { Anchor, signingBytes } from '../../../shared/protocol/receipt.ts';
import { noteAnchor } from '../../store/judgement-store.ts';
import { verifyBytes } from '../trust/keys.ts';
import type { Hearing } from './hearing.ts';

/** Keeps the time that a `clock/anchor` carries, if this region signed it. One that it did not sign bounds nothing. */
export async function noteAnchorOf(hearing: Hearing, frame: Frame): Promise<void> {
  const args = anchorClock.args.safeParse(frame.args);
  if (!args.success) return;
  const { body, signature, keyId } = args.data;
  const manifest = KeyManifest.parse(JSON.parse(hearing.core.trust.manifest.body));
  const key = manifest.receiptKeys.find((one) => one.keyId === keyId);
  const isOurs = key && verifyBytes(key.publicKey, signingBytes('jd-anchor-1', body), signature);
  const anchor = isOurs ? readAnchor(body) : null;
  if (!anchor) {
    hearing.core.log.warn({ logId: frame.logId, seq: frame.seq }, 'anchor not signed by this region');
    return;
  }
  const { bootId: boot_id, elapsedMs: elapsed_ms, logId: log_id, seq } = frame;
  await noteAnchor(hearing.tx, { log_id, seq, at: anchor.at, boot_id, elapsed_ms });
}

function readAnchor(body: string): Anchor | null {
  try {
    return Anchor.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}
