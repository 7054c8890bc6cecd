import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import rules from '../../../resources/domain/rectification.json' with { type: 'json' };
import {
  aFinding,
  anAttachment,
  anInspection,
  anInstitution,
  LEAD,
  PARTNER,
  VISIT_ID,
} from '../../../test/support/inspection-builders.ts';
import { MemoryOffice } from '../../../test/support/memory-office.ts';
import type { CivilDate } from '../../lib/dates.ts';
import type { OfficerId, RecordId } from '../../lib/ids.ts';
import type { MutationOutcome } from '../../lib/mutation.ts';
import { attachmentKind, findingKind, inspectionKind } from '../inspections/inspection.ts';
import { institutionKind } from '../registry/institution.ts';
import { addEvidence, removeEvidence } from './evidence-mutations.ts';
import { after, latestExtension, lifeOf, refusalOf, type Life } from './life.ts';
import { missingFor, openSteps, STEPS } from './missing.ts';
import * as acts from './mutations.ts';
import { orderRectification } from './order-mutation.ts';
import {
  rectificationKind,
  RECTIFICATION_EVENTS,
  type RectificationEvent,
  type RectificationState,
} from './rectification.ts';
import { daysLeft, isOverdue, reminderOf } from './reminder.ts';
import { earlierFinding, monthsBefore } from './repeated.ts';
import { proposedDueOn, RectificationRules } from './rules.ts';

const HEAD = 'officer-head' as OfficerId;
const RULES = RectificationRules.parse(rules);
const day = (text: string): CivilDate => text as CivilDate;
const id = (text: string): RecordId => text as RecordId;
const FINDING = aFinding('JG-A01');
const applied = { ok: true, value: { kind: 'applied' } };
const paper = { text: '说明', document: '' };

function sealedOffice(): MemoryOffice {
  return new MemoryOffice()
    .seed(institutionKind, anInstitution())
    .seed(inspectionKind, anInspection({ state: 'sealed' }))
    .seed(findingKind, FINDING);
}

const ORDER = {
  rectificationId: FINDING.id,
  from: { source: 'visit' as const },
  on: day('2026-09-28'),
  dueOn: day('2026-10-28'),
  owner: '机构负责人',
  stopsAtOnce: false,
  document: '',
  repeatedWithinMonths: 24,
};

async function inProgress(): Promise<MemoryOffice> {
  const office = sealedOffice();
  const on = day('2026-10-01');
  for (const outcome of [
    await office.act(orderRectification, ORDER, LEAD),
    await office.act(acts.submitPlan, { rectificationId: FINDING.id, on, ...paper }, LEAD),
    await office.act(acts.agreePlan, { rectificationId: FINDING.id, on, ...paper }, PARTNER),
  ])
    expect(outcome).toEqual(applied);
  return office;
}

const read = (office: MemoryOffice) => office.get(rectificationKind, FINDING.id);
const photo = (side: 'before' | 'after') => {
  const { by: _by, prefectureCode: _code, ...rest } = anAttachment(null, { recordId: FINDING.id });
  return { ...rest, id: id(`photo-${side}`), itemId: side, purpose: 'evidence' as const };
};
const refused = (kind: string) => ({ ok: false, error: { kind } });

describe('the way of one finding', () => {
  test('from the order over a recheck that fails and a new date to its close, every step told', async () => {
    const office = await inProgress();
    const on = day('2026-10-20');
    const about = { rectificationId: FINDING.id, on, ...paper };
    expect(await office.act(acts.reportDone, { ...about, noPhotoReason: '' }, LEAD)).toMatchObject(
      refused('rectification-photo-missing'),
    );
    expect(await office.act(addEvidence, { on, attachment: photo('after') }, LEAD)).toEqual(applied);
    const steps: MutationOutcome[] = [
      await office.act(acts.reportDone, { ...about, noPhotoReason: '' }, LEAD),
      await office.act(acts.beginRecheck, { ...about, method: 'on-site' as const, partner: PARTNER }, LEAD),
      await office.act(acts.notAccept, { ...about, newDueOn: day('2026-11-10') }, PARTNER),
    ];
    expect(steps).toEqual([applied, applied, applied]);
    expect(read(office)).toMatchObject({ state: 'ordered', orderedOn: on, dueOn: '2026-11-10' });
    const again = { ...about, on: day('2026-11-05') };
    for (const outcome of [
      await office.act(acts.submitPlan, again, LEAD),
      await office.act(acts.agreePlan, again, LEAD),
      await office.act(acts.reportDone, { ...again, noPhotoReason: '' }, LEAD),
      await office.act(acts.beginRecheck, { ...again, method: 'paper' as const, partner: PARTNER }, LEAD),
      await office.act(acts.acceptRectification, again, LEAD),
      await office.act(acts.closeRectification, again, LEAD),
    ])
      expect(outcome).toEqual(applied);
    expect(read(office)?.state).toBe('closed');
    expect(read(office)?.events.map((event) => event.kind)).toEqual([
      'ordered',
      'plan-submitted',
      'plan-agreed',
      'evidence-added',
      'reported',
      'recheck-begun',
      'not-accepted',
      'ordered',
      'plan-submitted',
      'plan-agreed',
      'reported',
      'recheck-begun',
      'accepted',
      'closed',
    ]);
  });

  test('an order needs a sealed visit, comes once, and not before the visit', async () => {
    const open = sealedOffice().seed(inspectionKind, anInspection());
    expect(await open.act(orderRectification, ORDER, LEAD)).toMatchObject(
      refused('rectification-visit-open'),
    );
    const office = sealedOffice();
    expect(await office.act(orderRectification, { ...ORDER, on: day('2026-09-27') }, LEAD)).toMatchObject(
      refused('due-before-visit'),
    );
    expect(await office.act(orderRectification, { ...ORDER, dueOn: day('2026-09-27') }, LEAD)).toMatchObject(
      refused('rectification-date-order'),
    );
    expect(await office.act(orderRectification, ORDER, LEAD)).toEqual(applied);
    expect(await office.act(orderRectification, ORDER, PARTNER)).toMatchObject(
      refused('rectification-exists'),
    );
    expect(read(office)).toMatchObject({ officers: [LEAD, PARTNER], sourceId: VISIT_ID, repeated: null });
  });

  test('what another source found is ordered under an own id, for an institution that is known', async () => {
    const office = sealedOffice();
    const from = {
      source: 'complaint' as const,
      sourceId: null,
      institutionId: id('INS-1'),
      itemId: null,
      severity: 'minor' as const,
      text: '收费未公示',
      basis: '',
    };
    const order = { ...ORDER, rectificationId: id('R-1'), from };
    expect(await office.act(orderRectification, order, PARTNER)).toEqual(applied);
    expect(office.get(rectificationKind, id('R-1'))).toMatchObject({
      source: 'complaint',
      officers: [PARTNER],
    });
    const nowhere = { ...order, rectificationId: id('R-2'), from: { ...from, institutionId: id('INS-9') } };
    expect(await office.act(orderRectification, nowhere, PARTNER)).toMatchObject(
      refused('institution-missing'),
    );
  });

  test('of two recheckers only these two say how it is', async () => {
    const office = await inProgress();
    const about = { rectificationId: FINDING.id, on: day('2026-10-20'), ...paper };
    await office.act(acts.reportDone, { ...about, noPhotoReason: '材料' }, LEAD);
    expect(
      await office.act(acts.beginRecheck, { ...about, method: 'paper' as const, partner: LEAD }, LEAD),
    ).toMatchObject(refused('two-officers-needed'));
    await office.act(acts.beginRecheck, { ...about, method: 'paper' as const, partner: PARTNER }, LEAD);
    expect(await office.act(acts.acceptRectification, about, HEAD)).toMatchObject(
      refused('rectification-not-recheckers'),
    );
    expect(await office.act(acts.acceptRectification, about, PARTNER)).toEqual(applied);
  });

  test('what nobody put right in time may be transferred the day after, not on the last day', async () => {
    const office = await inProgress();
    const about = { rectificationId: FINDING.id, text: '逾期未整改', document: '喀司移〔2026〕1号' };
    expect(
      await office.act(acts.transferRectification, { ...about, on: day('2026-10-28') }, LEAD),
    ).toMatchObject(refused('rectification-not-overdue'));
    expect(await office.act(acts.transferRectification, { ...about, on: day('2026-10-29') }, LEAD)).toEqual(
      applied,
    );
    expect(read(office)?.state).toBe('transferred');
  });
});

describe('an extension', () => {
  const ask = (to: string) => ({ rectificationId: FINDING.id, on: day('2026-10-10'), to: day(to), ...paper });
  const decide = (grant: boolean) => ({
    rectificationId: FINDING.id,
    on: day('2026-10-11'),
    grant,
    ...paper,
  });

  test('is at most as long as the order, needs somebody else to grant it, and comes once', async () => {
    const office = await inProgress();
    expect(await office.act(acts.askExtension, ask('2026-11-28'), LEAD)).toMatchObject({
      ok: false,
      error: { kind: 'rectification-extension-too-long', latest: '2026-11-27' },
    });
    expect(await office.act(acts.askExtension, ask('2026-11-27'), LEAD)).toEqual(applied);
    expect(await office.act(acts.askExtension, ask('2026-11-20'), PARTNER)).toMatchObject(
      refused('rectification-extension-pending'),
    );
    expect(read(office)).toMatchObject({ dueOn: '2026-10-28', extendedTo: null });
    expect(await office.act(acts.decideExtension, decide(true), LEAD)).toMatchObject(
      refused('rectification-own-request'),
    );
    expect(await office.act(acts.decideExtension, decide(true), HEAD)).toEqual(applied);
    expect(read(office)).toMatchObject({ dueOn: '2026-10-28', extendedTo: '2026-11-27' });
    expect(await office.act(acts.decideExtension, decide(true), HEAD)).toMatchObject(
      refused('rectification-extension-not-asked'),
    );
    expect(await office.act(acts.askExtension, ask('2026-11-30'), LEAD)).toMatchObject(
      refused('rectification-extension-once'),
    );
  });

  test('that was refused may be asked for again', async () => {
    const office = await inProgress();
    await office.act(acts.askExtension, ask('2026-11-20'), LEAD);
    await office.act(acts.decideExtension, decide(false), HEAD);
    expect(read(office)).toMatchObject({ extendedTo: null, extension: { state: 'refused' } });
    expect(await office.act(acts.askExtension, ask('2026-11-10'), LEAD)).toEqual(applied);
  });
});

test('a picture may be taken back before the report, and the events keep that it was there', async () => {
  const office = await inProgress();
  const on = day('2026-10-05');
  await office.act(addEvidence, { on, attachment: photo('before') }, LEAD);
  const remove = { rectificationId: FINDING.id, attachmentId: id('photo-before'), on };
  expect(await office.act(removeEvidence, remove, PARTNER)).toEqual(applied);
  expect(office.all(attachmentKind)).toEqual([]);
  expect(
    read(office)
      ?.events.slice(-2)
      .map((event) => event.kind),
  ).toEqual(['evidence-added', 'evidence-removed']);
});

describe('repeated', () => {
  const found = (findingId: string, foundOn: string, itemId: string | null = 'JG-A01') => ({
    findingId: id(findingId),
    institutionId: id('INS-1'),
    itemId,
    foundOn: day(foundOn),
  });

  test('the latest finding of the same item within 24 months is named', () => {
    const others = [
      found('a', '2024-09-27'),
      found('b', '2024-09-28'),
      found('c', '2025-03-01'),
      found('d', '2025-05-01', 'JG-A02'),
      found('e', '2026-09-28'),
    ];
    expect(earlierFinding(found('x', '2026-09-28'), others, 24)).toEqual({
      findingId: 'c',
      foundOn: '2025-03-01',
    });
    expect(earlierFinding(found('x', '2026-09-28'), others.slice(0, 2), 24)?.findingId).toBe('b');
    expect(earlierFinding(found('x', '2026-09-28'), others.slice(0, 1), 24)).toBeNull();
    expect(earlierFinding(found('x', '2026-09-28', null), others, 24)).toBeNull();
    expect(monthsBefore(day('2026-03-31'), 25)).toBe('2024-02-29');
  });

  test('an order derives it from the sealed visits of the institution', async () => {
    const earlier = anInspection({ id: id('V-0'), state: 'sealed', startedOn: day('2025-06-01') });
    const office = sealedOffice()
      .seed(inspectionKind, earlier)
      .seed(findingKind, aFinding('JG-A01', { id: id('F-0'), inspectionId: earlier.id }));
    await office.act(orderRectification, ORDER, LEAD);
    expect(read(office)?.repeated).toEqual({ findingId: 'F-0', foundOn: '2025-06-01' });
  });
});

describe('reminders', () => {
  const of = (state: RectificationState = 'ordered') => ({
    state,
    orderedOn: day('2026-10-01'),
    dueOn: day('2026-10-31'),
    extendedTo: null,
  });

  test.each([
    ['2026-10-15', null],
    ['2026-10-16', 'half-time'],
    ['2026-10-27', 'half-time'],
    ['2026-10-28', 3],
    ['2026-10-31', 0],
    ['2026-11-01', 'overdue'],
  ] as const)('on %s: %s', (today, reminder) => {
    expect(reminderOf(of(), day(today), RULES)).toBe(reminder);
  });

  test('a report ends them, an extension moves them', () => {
    expect(reminderOf(of('reported'), day('2026-11-05'), RULES)).toBeNull();
    expect(isOverdue(of('reported'), day('2026-11-05'))).toBe(false);
    expect(daysLeft({ ...of(), extendedTo: day('2026-11-10') }, day('2026-11-05'))).toBe(5);
  });

  test('the house proposes 7, 30 and 15 days', () => {
    expect(
      (['critical', 'major', 'minor'] as const).map((one) => proposedDueOn(one, day('2026-09-28'), RULES)),
    ).toEqual(['2026-10-05', '2026-10-28', '2026-10-13']);
  });
});

test('a step names what it lacks, and the steps of a state are those its life allows', () => {
  const draft = { text: '', document: '', dueOn: null, partner: null, noPhotoReason: '' };
  const world = { photosAfter: 0, isHead: false, isAsker: false };
  expect(Object.fromEntries(STEPS.map((step) => [step, missingFor(step, draft, world)]))).toEqual({
    'submit-plan': ['text'],
    'agree-plan': [],
    report: ['text', 'photo-or-reason'],
    'ask-extension': ['text', 'date'],
    'decide-extension': ['head'],
    recheck: ['partner'],
    accept: [],
    'not-accept': ['text'],
    'order-again': ['text', 'date'],
    transfer: ['text', 'document'],
    close: [],
  });
  expect(missingFor('decide-extension', draft, { ...world, isHead: true, isAsker: true })).toEqual([
    'other-head',
  ]);
  expect(openSteps({ state: 'in-progress', extension: null }, true)).toEqual([
    'report',
    'ask-extension',
    'transfer',
  ]);
});

// What may stand before each state: no state is reached by any other way, in whatever order acts arrive.
const BEFORE: Readonly<Record<RectificationState, readonly (RectificationState | null)[]>> = {
  ordered: [null, 'not-accepted'],
  'plan-submitted': ['ordered'],
  'in-progress': ['plan-submitted'],
  reported: ['in-progress'],
  recheck: ['reported'],
  accepted: ['recheck'],
  'not-accepted': ['recheck'],
  transferred: ['not-accepted', 'ordered', 'plan-submitted', 'in-progress'],
  closed: ['accepted', 'transferred'],
};

const days = fc
  .integer({ min: 0, max: 120 })
  .map((n) => day(new Date(Date.UTC(2026, 8, 1 + n)).toISOString().slice(0, 10)));
const someEvent = fc.record({
  kind: fc.constantFrom(...RECTIFICATION_EVENTS),
  on: days,
  dueOn: fc.option(days),
  /** Takes one of the events that may follow instead of a wild one: so that scripts reach the far states. */
  guided: fc.option(fc.nat(20)),
});
type Some = typeof someEvent extends fc.Arbitrary<infer T> ? T : never;

function play(script: readonly Some[]) {
  const events: RectificationEvent[] = [];
  const lives: Life[] = [];
  for (const { guided, ...some } of script) {
    const life = lives.at(-1) ?? null;
    const doors = RECTIFICATION_EVENTS.filter((kind) => refusalOf(life, { ...some, kind }) === null);
    const one = { ...some, kind: (guided === null ? null : doors[guided % doors.length]) ?? some.kind };
    if (refusalOf(life, one)) continue;
    const event = acts.eventOf(
      one,
      { on: one.on, text: '', document: '' },
      {
        act: { logId: '01JD0000000000000000000000' as never, seq: 1 },
        actor: LEAD,
        claimedAt: '2026-09-01T00:00:00.000Z' as never,
      },
    );
    lives.push(after(life, event));
    events.push(event);
  }
  return { events, lives };
}

describe('in any order of acts', () => {
  const scripts = fc.array(someEvent, { maxLength: 60 });

  test('no state is skipped', () =>
    fc.assert(
      fc.property(scripts, (script) => {
        let state: RectificationState | null = null;
        for (const life of play(script).lives) {
          if (life.state !== state) expect(BEFORE[life.state]).toContain(state);
          state = life.state;
        }
      }),
    ));

  test('an extension is granted at most once and never longer than the order', () =>
    fc.assert(
      fc.property(scripts, (script) => {
        const { events, lives } = play(script);
        expect(events.filter((event) => event.kind === 'extension-granted').length).toBeLessThanOrEqual(1);
        for (const life of lives)
          if (life.extendedTo) expect(life.extendedTo <= latestExtension(life)).toBe(true);
      }),
    ));

  test('working the dates out again changes nothing', () =>
    fc.assert(
      fc.property(scripts, (script) => {
        const { events, lives } = play(script);
        expect(lifeOf(events)).toEqual(lives.at(-1) ?? null);
        expect(lifeOf(events)).toEqual(lifeOf(structuredClone(events)));
      }),
    ));
});
