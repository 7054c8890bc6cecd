import {
  answerItem,
  noteFinding,
  removeFinding,
  startInspection,
} from '../../shared/domain/inspections/mutations.ts';
import {
  answerId,
  answerKind,
  findingKind,
  inspectionKind,
  type Answer,
} from '../../shared/domain/inspections/inspection.ts';
import { withdrawActs } from '../../shared/domain/log/mutations.ts';
import { registerInstitution } from '../../shared/domain/registry/mutations.ts';
import type { CivilDate } from '../../shared/lib/dates.ts';
import { newUlid, type OfficerId, type RecordId } from '../../shared/lib/ids.ts';
import type { ActRef, Mutation } from '../../shared/lib/mutation.ts';
import { anInstitution } from '../support/inspection-builders.ts';
import { HOTAN, KASHGAR } from './base.ts';
import type { Prng } from './prng.ts';
import { future, link, move, tally, tokensOf } from './sim-acts.ts';
import type { SimDevice } from './sim-device.ts';

/** What exists in a run, for acts to name. */
export interface Known {
  readonly institutions: { readonly id: RecordId; readonly prefectureCode: string }[];
  readonly visits: RecordId[];
  readonly findings: { readonly id: RecordId; readonly visit: RecordId }[];
  readonly tallies: RecordId[];
  /** By token, the acts that were saved with it. */
  readonly tokens: Map<string, ActRef[]>;
  count: number;
}

export interface RandomAct {
  readonly mutation: Mutation<unknown>;
  readonly args: unknown;
  readonly actor: OfficerId;
  readonly saved: (act: ActRef) => void;
}

const ITEMS = ['DR-A01', 'DR-A02', 'DR-A03'];

/** One act such as an officer of this device might make now; null when there is nothing to do. */
export async function randomAct(
  random: Prng,
  device: SimDevice,
  known: Known,
  now: number,
): Promise<RandomAct | null> {
  const actor = random.pick(device.officers);
  const id = (): RecordId => newUlid({ now: () => new Date(now).toISOString() as never }, random) as RecordId;
  const home = random.pick([KASHGAR, KASHGAR, HOTAN]);
  const act = <A>(
    mutation: Mutation<A>,
    args: A,
    saved: (act: ActRef) => void = () => undefined,
  ): RandomAct => ({
    mutation: mutation as Mutation<unknown>,
    args,
    actor,
    saved,
  });
  const token = `t${++known.count}`;
  const noteToken = (ref: ActRef): void => void known.tokens.set(token, [ref]);
  const state = device.session?.raw.state;
  if (!state) return null;
  const roll = random.int(100);
  if (roll < 6 || known.institutions.length === 0) {
    const institution = anInstitution({ id: id(), prefectureCode: home });
    return act(
      registerInstitution,
      { institution },
      () => void known.institutions.push({ id: institution.id, prefectureCode: home }),
    );
  }
  if (roll < 16 || known.visits.length === 0) {
    const inspectionId = id();
    const partner = random.pick(
      ['O-1', 'O-2', 'O-3', 'O-4', 'O-5'].filter((one) => one !== actor),
    ) as OfficerId;
    const args = {
      inspectionId,
      institutionId: random.pick(known.institutions).id,
      templateId: 'annual-practice-inspection',
      templateVersion: '1.0.0',
      partner,
      startedOn: '2026-09-28' as CivilDate,
    };
    return act(startInspection, args, () => void known.visits.push(inspectionId));
  }
  if (roll < 36) {
    const inspectionId = random.pick(known.visits);
    const itemId = random.pick(ITEMS);
    const before = (await state.read(answerKind.table, answerId(inspectionId, itemId)))?.record as
      Answer | undefined;
    const seen = random.chance(0.5) ? (before?.current.act ?? null) : null;
    const value = { kind: 'choice' as const, choice: random.pick(['yes', 'no', 'na'] as const) };
    return act(answerItem, { inspectionId, itemId, value, note: '', seen });
  }
  if (roll < 42) {
    const visit = random.pick(known.visits);
    if (!(await state.read(inspectionKind.table, visit))) return null;
    const findingId = id();
    const args = {
      findingId,
      inspectionId: visit,
      itemId: null,
      severity: 'minor' as const,
      text: token,
      basis: '',
      dueOn: '2026-12-01' as CivilDate,
    };
    return act(noteFinding, args, () => void known.findings.push({ id: findingId, visit }));
  }
  if (roll < 45 && known.findings.length > 0) {
    const finding = random.pick(known.findings);
    return act(removeFinding, { findingId: finding.id, inspectionId: finding.visit });
  }
  if (roll < 74) {
    const tallyId =
      random.chance(0.3) || known.tallies.length === 0
        ? (`TALLY-${token}` as RecordId)
        : random.pick(known.tallies);
    if (!known.tallies.includes(tallyId)) known.tallies.push(tallyId);
    return act(random.chance(0.35) ? future : tally, { id: tallyId, prefectureCode: home, token }, noteToken);
  }
  if (roll < 91 && known.tallies.length > 0) {
    const on = random.pick(known.tallies);
    const there = tokensOf((await state.read(findingKind.table, on))?.record as never);
    const needs = there.at(-1);
    if (needs === undefined) return null;
    return act(link, { id: `LINK-${token}` as RecordId, prefectureCode: home, token, on, needs }, noteToken);
  }
  if (roll < 94 && known.tallies.length > 0)
    return act(move, { id: random.pick(known.tallies), prefectureCode: home });
  const stuck =
    (await device.session?.raw.quarantined())?.filter((entry) => entry.outcome?.kind !== 'forked') ?? [];
  const chosen = stuck[random.int(Math.max(1, stuck.length))];
  if (!chosen || chosen.proof.officerId !== actor) return null;
  return act(withdrawActs, { logId: chosen.logId, seqs: [chosen.seq], reason: 'sim' });
}
