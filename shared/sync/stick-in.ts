import { fromUtf8, utf8 } from '../lib/bytes.ts';
import { Statements, type ReturnFacts } from '../protocol/bundle-content.ts';
import type { CursorVector } from '../protocol/pull.ts';
import { Anchor, type Signed } from '../protocol/receipt.ts';
import { compareHeads } from './hello.ts';
import type { Wire } from './ports.ts';
import { pull, type PullDeps, type RemovalQuestion } from './pull.ts';
import { isOlderEpoch, takeReceipt } from './receipts.ts';
import { settleShown } from './reissue.ts';
import { newWireSession } from './wire-session.ts';

// The way back without a line: receipts move states as those of a push do, pages go through the staging and the swap of every pull.

/** A verified bundle for this device, as the shell reads it; failures are named by the shell. */
export interface BundleSource<F extends { readonly kind: string }> {
  readonly bundleKind: 'return' | 'snapshot';
  readonly bundleId: string;
  readonly answers: string | null;
  readonly facts: ReturnFacts;
  /** Where its pages lead; null when it has none. */
  readonly to: CursorVector | null;
  next(): Promise<
    { readonly kind: 'statements' | 'page'; readonly bytes: Uint8Array } | { readonly kind: 'end' } | F
  >;
}

export interface ReturnDeps extends Omit<PullDeps, 'wire' | 'session'> {
  /** Keeps a photo's receipt; false when it is not one of ours. */
  readonly takePhotoReceipt: (signed: Signed) => Promise<boolean>;
  readonly startNewLog: (reason: 'behind' | 'forked') => Promise<void>;
  readonly anchor: (signed: Signed) => Promise<void>;
}

/** What became of the pages; receipts count in every case. */
export type PagesFate =
  | 'applied'
  /** This device has been told all of it before, by another stick or over a line. */
  | 'already-known'
  /** They begin after where this device stands: what lies between is missing. */
  | 'needs-snapshot'
  /** A revoked device is told what became of its acts, nothing more. */
  | 'none';

export interface TakenReturn {
  readonly kind: 'taken';
  readonly receipts: number;
  readonly photos: number;
  readonly pages: PagesFate;
  readonly entries: number;
}

export type ReturnOutcome<F> =
  | TakenReturn
  | RemovalQuestion
  | { readonly kind: 'receipt-unverified' | 'not-understood' | 'cancelled' }
  | F;

/** Takes a return or snapshot bundle. Cut off anywhere it has taken whole receipts and no page; again, it ends as if once. */
export async function takeReturn<F extends { readonly kind: string }>(
  source: BundleSource<F>,
  deps: ReturnDeps,
): Promise<ReturnOutcome<F>> {
  const fate = await pagesFate(source, deps);
  // Before the receipts: after a restore everything waits until this very server receipts it again.
  await settleHeads(source.facts, deps);
  let receipts = 0;
  let photos = 0;
  for (;;) {
    const section = await source.next();
    if (isSection(section, 'statements')) {
      const taken = await takeStatements(section.bytes, deps);
      if (!taken) return { kind: 'receipt-unverified' };
      receipts += taken.receipts;
      photos += taken.photos;
      continue;
    }
    if (!isSection(section, 'page') && section.kind !== 'end') return section as F;
    await takeAnchor(source, deps);
    const first = isSection(section, 'page') ? section.bytes : null;
    if (first === null || fate !== 'applied')
      return { kind: 'taken', receipts, photos, pages: first === null ? 'none' : fate, entries: 0 };
    const applied = await applyPages(first, source, deps);
    return typeof applied === 'number'
      ? { kind: 'taken', receipts, photos, pages: fate, entries: applied }
      : applied;
  }
}

/** Whether the pages fit onto where this device stands. Only they ask: receipts are taken in any order. */
export async function pagesFate(
  source: Pick<BundleSource<never>, 'bundleKind' | 'facts' | 'to'>,
  deps: Pick<ReturnDeps, 'store'>,
): Promise<PagesFate> {
  const { facts, to, bundleKind } = source;
  if (to === null) return 'none';
  if (isOlderEpoch(facts.epoch, await deps.store.greetedEpoch())) return 'already-known';
  const epoch = await deps.store.epoch();
  const cursors = await deps.store.cursors();
  if (epoch === facts.epoch && isOlder(to, cursors)) return 'already-known';
  // From nothing: a snapshot, or a server that was restored since this device asked.
  const isWhole =
    bundleKind === 'snapshot' || (facts.askedEpoch !== null && facts.askedEpoch !== facts.epoch);
  if (isWhole) return 'applied';
  if (epoch !== null && epoch !== facts.epoch) return 'needs-snapshot';
  return isGap(facts.fromCursors, cursors) ? 'needs-snapshot' : 'applied';
}

/** Whether the pages end before where this device stands. A scope they lack was taken from it, or is left as it is. */
function isOlder(to: CursorVector, cursors: CursorVector): boolean {
  return Object.entries(cursors).some(([scope, position]) => scope in to && (to[scope] ?? 0) < position);
}

/** Whether the pages begin after where this device stands; a scope it lacks stands at 0. */
function isGap(from: CursorVector, cursors: CursorVector): boolean {
  return Object.entries(from).some(([scope, position]) => (cursors[scope] ?? 0) < position);
}

async function takeStatements(
  bytes: Uint8Array,
  deps: ReturnDeps,
): Promise<{ readonly receipts: number; readonly photos: number } | null> {
  const statements = Statements.safeParse(jsonOf(bytes));
  if (!statements.success) return null;
  let receipts = 0;
  let photos = 0;
  for (const signed of statements.data.receipts) {
    const taken = await deps.exclusive(async () => {
      const outcome = await takeReceipt(signed, deps.store, deps.verify);
      await settleShown(deps);
      return outcome;
    });
    if (taken.ok) receipts += 1;
    // Another history of our log: the heads below say so too, and a new log begins.
    else if (taken.error.kind === 'receipt-unverified') return null;
  }
  for (const signed of statements.data.attachmentReceipts)
    if (await deps.takePhotoReceipt(signed)) photos += 1;
  return { receipts, photos };
}

/** As a greeting would have: a restored server lets everything wait again, another history of the log ends it. Old news say nothing. */
async function settleHeads(facts: ReturnFacts, deps: ReturnDeps): Promise<void> {
  if (isOlderEpoch(facts.epoch, await deps.store.greetedEpoch())) return;
  const { newLogReason } = await deps.exclusive(() => compareHeads(facts, deps.store));
  if (newLogReason) await deps.startNewLog(newLogReason);
}

/** A signed time is only worth something when it answers what this device asked, or comes with its own snapshot. */
async function takeAnchor(
  source: Pick<BundleSource<never>, 'facts' | 'answers' | 'bundleId'>,
  deps: ReturnDeps,
): Promise<void> {
  const { anchor } = source.facts;
  const nonce = Anchor.safeParse(jsonOf(utf8(anchor.body))).data?.nonce;
  if (nonce !== (source.answers ?? source.bundleId)) return;
  if (await deps.verify('jd-anchor-1', anchor)) await deps.anchor(anchor);
}

async function applyPages<F extends { readonly kind: string }>(
  first: Uint8Array,
  source: BundleSource<F>,
  deps: ReturnDeps,
): Promise<number | Exclude<ReturnOutcome<F>, TakenReturn>> {
  let page: Uint8Array | null = first;
  let failure: F | null = null;
  const answer = (body: Uint8Array) =>
    ({ kind: 'answer', body, sentBytes: 0, receivedBytes: body.length }) as const;
  const wire: Wire = {
    hello: () => Promise.resolve({ kind: 'not-understood' }),
    call: async () => {
      if (page) {
        const given = page;
        page = null;
        return answer(given);
      }
      const section = await source.next();
      if (isSection(section, 'page')) return answer(section.bytes);
      if (section.kind !== 'end' && section.kind !== 'statements') failure = section as F;
      return { kind: 'cut-off' };
    },
  };
  // Nothing that a line left half fetched may be taken for a part of this.
  await deps.store.dropStaged();
  const pulled = await pull({ ...deps, wire, session: newWireSession() });
  if (pulled.kind === 'pulled') return pulled.entries;
  if (pulled.kind === 'cancelled' || pulled.kind === 'removal-question' || pulled.kind === 'removal-refused')
    return pulled;
  return failure ?? { kind: 'not-understood' };
}

function isSection<K extends 'statements' | 'page'>(
  section: { readonly kind: string },
  kind: K,
): section is { readonly kind: K; readonly bytes: Uint8Array } {
  return section.kind === kind;
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch {
    return null;
  }
}
