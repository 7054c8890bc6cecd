import type { RecordId } from '../lib/ids.ts';
import type { SheetAct, SheetMark, SheetPhoto, WeekRecord } from './reconciliation.ts';

/** What two ends say differently of one act, log or file. Words and next steps: `reconcile:difference.<kind>`. */
export type Difference =
  | {
      readonly kind: ActDifference;
      readonly act: Pick<SheetAct, 'logId' | 'seq' | 'name'>;
      readonly here: SheetAct | null;
      readonly region: SheetAct | null;
    }
  | {
      readonly kind: 'other-history';
      readonly here: SheetMark;
      readonly region: SheetMark;
    }
  | {
      readonly kind: PhotoDifference;
      readonly attachmentId: RecordId;
      readonly here: SheetPhoto | null;
      readonly region: SheetPhoto | null;
    };

export type ActDifference =
  /** Waiting here, unknown to the region: it has not been sent. */
  | 'not-sent'
  /** Waiting here; the region holds it, and waits for what comes before it. */
  | 'waits-there'
  /** Waiting here, logged by the region: the receipt was lost on the way. */
  | 'receipt-lost'
  /** Receipted here, unknown to the region: it was restored from an older backup. */
  | 'region-lacks'
  /** Known to the region, not on this device: this profile was restored or copied. */
  | 'not-here'
  /** Delivered here; the region took it back or withdrew it after. */
  | 'stopped-after'
  /** Held or refused here; the region has run it since. */
  | 'run-after'
  /** Closed at one end only. */
  | 'withdrawn-there'
  | 'withdrawn-here'
  /** Not run at either end, for another reason than is known here. */
  | 'reason-changed';

export type PhotoDifference =
  'photo-not-sent' | 'photo-receipt-lost' | 'photo-region-lacks' | 'photo-not-here' | 'photo-stopped';

/**
 * Every act, log and file of which the two ends say different things, in the order of log and number. Empty when the sheets
 * are equal. `chainHere` gives this device's own chain value at a place of one of its logs, null past its end.
 */
export function compareWeeks(
  here: WeekRecord,
  region: WeekRecord,
  chainHere: (mark: SheetMark) => string | null,
): readonly Difference[] {
  const histories = region.marks.flatMap((mark): Difference[] => {
    const own = chainHere(mark);
    return own === null || own === mark.chain
      ? []
      : [{ kind: 'other-history', here: { ...mark, chain: own as SheetMark['chain'] }, region: mark }];
  });
  return [
    ...histories,
    ...actDifferences(here.acts, region.acts),
    ...photoDifferences(here.photos, region.photos),
  ];
}

function actDifferences(here: readonly SheetAct[], region: readonly SheetAct[]): readonly Difference[] {
  const there = new Map(region.map((act) => [keyOf(act), act]));
  const mine = new Set(here.map(keyOf));
  const pairs: [SheetAct | null, SheetAct | null][] = [
    ...here.map((act): [SheetAct, SheetAct | null] => [act, there.get(keyOf(act)) ?? null]),
    ...region.filter((act) => !mine.has(keyOf(act))).map((act): [null, SheetAct] => [null, act]),
  ];
  const found = pairs.flatMap(([own, its]): Difference[] => {
    const kind = actDifference(own, its);
    const act = own ?? its;
    if (kind === null || act === null) return [];
    const { logId, seq, name } = act;
    return [{ kind, act: { logId, seq, name }, here: own, region: its }];
  });
  return found.toSorted(byPlace);
}

function actDifference(here: SheetAct | null, region: SheetAct | null): ActDifference | null {
  if (here === null) return 'not-here';
  if (region === null) return here.state === 'waiting' ? 'not-sent' : 'region-lacks';
  if (here.state === 'waiting') return region.state === 'waiting' ? 'waits-there' : 'receipt-lost';
  // The region only holds a segment of what it receipted before: it was restored.
  if (region.state === 'waiting') return 'region-lacks';
  if (here.state === region.state) return here.fate === region.fate ? null : 'reason-changed';
  if (region.state === 'withdrawn') return 'withdrawn-there';
  if (here.state === 'withdrawn') return 'withdrawn-here';
  return here.state === 'delivered' ? 'stopped-after' : 'run-after';
}

function photoDifferences(here: readonly SheetPhoto[], region: readonly SheetPhoto[]): readonly Difference[] {
  const there = new Map(region.map((photo) => [photo.attachmentId, photo]));
  const mine = new Map(here.map((photo) => [photo.attachmentId, photo]));
  return [...new Set([...mine.keys(), ...there.keys()])].flatMap((attachmentId): Difference[] => {
    const [own, its] = [mine.get(attachmentId) ?? null, there.get(attachmentId) ?? null];
    const kind = photoDifference(own, its);
    return kind === null ? [] : [{ kind, attachmentId, here: own, region: its }];
  });
}

function photoDifference(here: SheetPhoto | null, region: SheetPhoto | null): PhotoDifference | null {
  if (here === null) return 'photo-not-here';
  if (here.state === 'received') return region?.state === 'received' ? null : 'photo-region-lacks';
  if (region?.state === 'received') return 'photo-receipt-lost';
  if (here.state === 'waiting') return region?.state === 'stopped' ? 'photo-stopped' : 'photo-not-sent';
  return region?.state === 'waiting' ? 'photo-stopped' : null;
}

function keyOf({ logId, seq }: SheetAct): string {
  return `${logId}:${seq}`;
}

function byPlace(a: Difference, b: Difference): number {
  if (!('act' in a) || !('act' in b)) return 0;
  if (a.act.logId !== b.act.logId) return a.act.logId < b.act.logId ? -1 : 1;
  return a.act.seq - b.act.seq;
}
