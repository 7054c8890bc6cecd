import { describe, expect, test } from 'vitest';
import { anInstitution, LEAD, PREFECTURE } from '../../../test/support/inspection-builders.ts';
import { MemoryOffice } from '../../../test/support/memory-office.ts';
import { anInspector, aPlan, aTask, HEAD } from '../../../test/support/planning-builders.ts';
import { toHex, utf8 } from '../../lib/bytes.ts';
import type { CivilDate } from '../../lib/dates.ts';
import type { OfficerId, RecordId } from '../../lib/ids.ts';
import type { MutationOutcome } from '../../lib/mutation.ts';
import { sha256, sha256Hex } from '../../lib/sha256.ts';
import { planKind, type Plan } from '../planning/plan.ts';
import { inspectionTaskKind } from '../planning/task.ts';
import { completeDrawId, drawKind, inputOfDraw, transcriptOf, type Draw } from './draw.ts';
import { drawPools } from './draw-pools.ts';
import { recuseDrawn, voidDraw } from './later-mutations.ts';
import { abandonDraw, commitDraw, revealDraw } from './mutations.ts';
import { replaceRecused } from './recusal.ts';
import { runDraw } from './run-draw.ts';
import { transcriptText } from './transcript.ts';
import { verifyTranscript } from './verify-transcript.ts';

const ID = `${PREFECTURE}-20261125-7K3QZM` as RecordId;
const ON = '2026-11-25' as CivilDate;
const SEED = sha256(utf8('a seed'));
const WITNESSES = [{ name: '古某某', unit: '公证处' }];

const institutions = Array.from({ length: 6 }, (_, at) =>
  anInstitution({ id: `JD-${at}` as RecordId, licenceValidTo: '2030-01-01' as CivilDate }),
);
const inspectors = [
  ...['P-1', 'P-2', 'P-3', 'P-4'].map((id) => anInspector(id)),
  anInspector('P-5', { certValidTo: '2026-01-01' as CivilDate }),
  anInspector('P-6', {
    conflicts: [{ institutionId: 'JD-0' as RecordId, reason: 'relative', from: ON, to: null }],
  }),
];

function poolsOf(plan: Plan = aPlan()): ReturnType<typeof drawPools>['draft'] {
  const facts = { plan, institutions, inspectors, known: new Map(), tasks: [], today: ON, visitOn: ON };
  return drawPools(facts, '').draft;
}

function anOffice(plan: Plan = aPlan()): MemoryOffice {
  return new MemoryOffice().seed(planKind, plan);
}

function commit(
  office: MemoryOffice,
  over: Partial<ReturnType<typeof poolsOf>> = {},
): Promise<MutationOutcome> {
  return office.act(
    commitDraw,
    { ...poolsOf(), ...over, drawRecordId: ID, commit: sha256Hex(SEED), on: ON },
    LEAD,
  );
}

function require(office: MemoryOffice): Draw {
  const draw = office.get(drawKind, ID);
  if (!draw) throw new Error('no draw');
  return draw;
}

async function drawn(digits = '482915'): Promise<MemoryOffice> {
  const office = anOffice();
  expect(await commit(office)).toMatchObject({ ok: true });
  expect(await reveal(office, digits)).toMatchObject({ ok: true });
  return office;
}

function reveal(
  office: MemoryOffice,
  digits = '482915',
  over: Partial<Parameters<typeof revealDraw.lane>[0]> = {},
): Promise<MutationOutcome> {
  const input = inputOfDraw(require(office), { drawId: completeDrawId(ID, digits), seed: toHex(SEED) });
  const run = runDraw(input, WITNESSES);
  if (!run.ok) throw new Error(run.error.kind);
  const { targets, pairs } = run.value.transcript;
  return office.act(
    revealDraw,
    { drawRecordId: ID, digits, seed: toHex(SEED), witnesses: WITNESSES, targets, pairs, on: ON, ...over },
    LEAD,
  );
}

function kindOf(outcome: MutationOutcome): string | null {
  return outcome.ok ? null : outcome.error.kind;
}

describe('commitment', () => {
  test('pools come from the plan: expired certificates and conflicts are taken out with their reasons', () => {
    const { draft, problem } = drawPools(
      { plan: aPlan(), institutions, inspectors, known: new Map(), tasks: [], today: ON, visitOn: ON },
      '',
    );
    expect(problem).toBeNull();
    expect(draft.targetCount).toBe(3);
    expect(draft.inspectors.map((one) => one.id)).toEqual(['P-1', 'P-2', 'P-3', 'P-4', 'P-6']);
    expect(draft.exclusions).toEqual([
      { institutionId: null, inspectorId: 'P-5', reason: 'certificate-expired' },
      { institutionId: 'JD-0', inspectorId: 'P-6', reason: 'relative' },
    ]);
  });

  test('the yearly cap: an institution that had its inspection is in the exclusions, not in the pool', () => {
    const tasks = [aTask({ institutionId: 'JD-3' as RecordId, planId: null })];
    const { draft } = drawPools(
      { plan: aPlan(), institutions, inspectors, known: new Map(), tasks, today: ON, visitOn: ON },
      '',
    );
    expect(draft.pool.map((one) => one.id)).not.toContain('JD-3');
    expect(draft.exclusions).toContainEqual({
      institutionId: 'JD-3',
      inspectorId: null,
      reason: 'cap-reached',
    });
  });

  test('only an approved plan is drawn from', async () => {
    const office = anOffice(aPlan({ state: 'drafted' }));
    expect(kindOf(await commit(office))).toBe('plan-not-approved');
    expect(kindOf(await commit(new MemoryOffice()))).toBe('plan-missing');
  });

  test('whoever leaves an institution in the pool that is at its cap is refused, whatever the screen showed', async () => {
    const office = anOffice().seed(inspectionTaskKind, aTask({ institutionId: 'JD-2' as RecordId }));
    expect(await commit(office)).toMatchObject({
      ok: false,
      error: { kind: 'draw-cap-reached', id: 'JD-2' },
    });
  });

  test.each([
    ['draw-pool-wrong', 'unsorted', { pool: poolsOf().pool.toReversed() }],
    ['draw-pool-wrong', 'another hash', { poolHash: sha256Hex('x') }],
    ['draw-pool-wrong', 'unsorted exclusions', { exclusions: poolsOf().exclusions.toReversed() }],
    ['draw-impossible', 'more than there are', { targetCount: 7 }],
  ])('%s: %s', async (kind, _why, over) => {
    expect(kindOf(await commit(anOffice(), over))).toBe(kind);
  });

  test('it stands once: a second one under the same id is refused', async () => {
    const office = anOffice();
    await commit(office);
    expect(kindOf(await commit(office))).toBe('draw-exists');
  });
});

describe('result', () => {
  test('digits, seed and pools make it; its transcript verifies with nothing else', async () => {
    const transcript = transcriptOf(require(await drawn()));
    if (!transcript) throw new Error('no transcript');
    expect(transcript.drawId).toBe(`${ID}-482915`);
    expect(verifyTranscript(utf8(transcriptText(transcript)))).toMatchObject({ ok: true });
  });

  test('a result that does not follow is refused, and so is a seed that was not committed to', async () => {
    const office = anOffice();
    await commit(office);
    const forged = poolsOf()
      .pool.slice(0, 3)
      .map((one) => one.id);
    const pairs = Object.fromEntries(forged.map((id) => [id, ['P-1', 'P-2'] as [string, string]]));
    expect(kindOf(await reveal(office, '482915', { targets: forged, pairs }))).toBe('draw-does-not-follow');
    expect(kindOf(await reveal(office, '482915', { seed: sha256Hex('other') }))).toBe(
      'draw-seed-not-committed',
    );
    expect(require(office).state).toBe('committed');
  });

  test('fewer than six digits, or no witness, is no act at all', async () => {
    const office = anOffice();
    await commit(office);
    await expect(reveal(office, '12345')).rejects.toThrow();
    await expect(reveal(office, '482915', { witnesses: [] })).rejects.toThrow();
  });

  test('there is one result: it is never made again, and a drawn or abandoned one is not abandoned', async () => {
    const office = await drawn();
    expect(kindOf(await reveal(office, '111111'))).toBe('draw-not-committed');
    const args = { drawRecordId: ID, reason: 'x', on: ON };
    expect(kindOf(await office.act(abandonDraw, args, LEAD))).toBe('draw-not-committed');
  });

  test('a commitment without a result stays listed with its reason', async () => {
    const office = anOffice();
    await commit(office);
    await office.act(abandonDraw, { drawRecordId: ID, reason: '电脑损坏', on: ON }, LEAD);
    expect(require(office)).toMatchObject({
      state: 'abandoned',
      result: null,
      events: [{ kind: 'committed' }, { kind: 'abandoned', reason: '电脑损坏' }],
    });
  });
});

describe('recusal', () => {
  function next(office: MemoryOffice, place: 0 | 1): Parameters<typeof recuseDrawn.lane>[0] {
    const draw = require(office);
    if (!draw.result) throw new Error('no result');
    const [institutionId = ''] = draw.result.targets;
    const inspectorId = draw.result.pairs[institutionId]?.[place] ?? '';
    const recusal = { institutionId, inspectorId, round: draw.recusals.length + 1, reason: '近亲属' };
    const replaced = replaceRecused(
      inputOfDraw(draw, draw.result),
      new Map(Object.entries(draw.result.pairs)),
      draw.recusals,
      recusal,
    );
    return {
      ...recusal,
      drawRecordId: ID,
      replacement: replaced.ok ? replaced.value.pick.id : 'P-1',
      on: ON,
    };
  }

  test('the replacement follows from the seed and takes the place; the refused result and the reason stay', async () => {
    const office = await drawn();
    const args = next(office, 1);
    expect(await office.act(recuseDrawn, args, LEAD)).toMatchObject({ ok: true });
    const draw = require(office);
    expect(draw.result?.pairs[args.institutionId]?.[1]).toBe(args.replacement);
    expect(draw.events.at(-1)).toMatchObject({
      kind: 'recused',
      inspectorId: args.inspectorId,
      reason: '近亲属',
    });
    const transcript = transcriptOf(draw);
    expect(verifyTranscript(utf8(transcriptText(transcript ?? ({} as never))))).toMatchObject({ ok: true });
  });

  test('a chosen replacement is refused, and when nobody is left that is said', async () => {
    const office = await drawn();
    const args = next(office, 1);
    const other = inspectors.map((one) => one.id as string).find((id) => id !== args.replacement) ?? '';
    expect(kindOf(await office.act(recuseDrawn, { ...args, replacement: other }, LEAD))).toBe(
      'draw-does-not-follow',
    );
    const kinds: (string | null)[] = [];
    for (let at = 0; at < 5; at++) kinds.push(kindOf(await office.act(recuseDrawn, next(office, 0), LEAD)));
    expect(kinds.at(-1)).toBe('no-replacement-left');
  });

  test('the task of the institution gets the new pair, until somebody has been on the spot', async () => {
    const office = await drawn();
    const args = next(office, 0);
    const task = aTask({ institutionId: args.institutionId as RecordId, drawId: ID, state: 'notified' });
    office.seed(inspectionTaskKind, task);
    await office.act(recuseDrawn, args, LEAD);
    const after = office.get(inspectionTaskKind, task.id);
    expect(after?.officers).toEqual(require(office).result?.pairs[args.institutionId]);
    expect(after?.events.at(-1)).toMatchObject({ kind: 'officers-replaced', reason: '近亲属' });
    office.seed(inspectionTaskKind, aTask({ ...task, state: 'in-progress' }));
    expect(kindOf(await office.act(recuseDrawn, next(office, 0), LEAD))).toBe('recusal-too-late');
  });
});

describe('void', () => {
  const args = { drawRecordId: ID, reason: '名单有误', on: ON };

  test('a head other than the one who drew approves; the draw stays, its tasks fall with it', async () => {
    const office = await drawn();
    const task = aTask({ institutionId: 'JD-1' as RecordId, drawId: ID, state: 'drawn' });
    office.seed(inspectionTaskKind, task);
    expect(kindOf(await office.act(voidDraw, args, LEAD))).toBe('void-needs-other-head');
    await office.act(voidDraw, args, HEAD);
    const draw = require(office);
    expect(draw).toMatchObject({ state: 'voided', result: { drawId: `${ID}-482915` } });
    expect(office.get(inspectionTaskKind, task.id)).toMatchObject({ state: 'voided' });
    const transcript = transcriptOf(draw);
    expect(transcript?.voided).toMatchObject({ reason: '名单有误', approvedBy: HEAD });
    expect(verifyTranscript(utf8(transcriptText(transcript ?? ({} as never))))).toMatchObject({ ok: true });
  });

  test('nothing is voided once somebody has been on the spot, or before there is a result', async () => {
    const office = await drawn();
    office.seed(
      inspectionTaskKind,
      aTask({ institutionId: 'JD-1' as RecordId, drawId: ID, state: 'in-progress' }),
    );
    expect(kindOf(await office.act(voidDraw, args, HEAD))).toBe('draw-has-visits');
    const early = anOffice();
    await commit(early);
    expect(kindOf(await early.act(voidDraw, args, 'officer-x' as OfficerId))).toBe('draw-not-drawn');
  });
});
