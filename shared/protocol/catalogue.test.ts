import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue, entryOf, explain, NEXT_STEPS } from './catalogue.ts';
import { HeldReason, Outcome } from './outcome.ts';

const ROOT = join(import.meta.dirname, '../..');
const LANGUAGES = ['zh-CN', 'ug-CN'] as const;
type Tree = { readonly [key: string]: string | Tree };

function sources(pattern: string): string {
  const files = globSync(pattern, { cwd: ROOT }).filter((file) => !file.endsWith('.test.ts'));
  return files.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n');
}

function literals(source: string, pattern: RegExp): readonly string[] {
  return [...new Set([...source.matchAll(pattern)].map((match) => match[1] ?? ''))];
}

function hasWords(key: string): boolean {
  const [namespace, path] = key.split(':');
  return LANGUAGES.every((language) => {
    let node: string | Tree | undefined = JSON.parse(
      readFileSync(join(ROOT, 'locales', language, `${namespace}.json`), 'utf8'),
    ) as Tree;
    for (const step of path?.split('.') ?? []) node = typeof node === 'object' ? node[step] : undefined;
    return typeof node === 'string' && node.trim() !== '';
  });
}

test('every refusal that a mutation or the server can give is in the catalogue', () => {
  const mutators = literals(
    sources('shared/{domain,sync,protocol}/**/*.ts'),
    /\b(?:refuse|refusal)\(\s*'([a-z-]+)'/g,
  );
  const server = literals(
    sources('server/features/acts/*.ts'),
    /\brefus(?:ed|al)\(\{?\s*(?:kind: )?'([a-z-]+)'/g,
  );
  expect(mutators.length).toBeGreaterThan(30);
  expect([...mutators, ...server].filter((kind) => !entryOf('refusal', kind))).toEqual([]);
});

test('no mutation gives a refusal whose kind is put together at run time: the catalogue could not know it', () => {
  const calls = literals(sources('shared/domain/**/*.ts'), /\brefuse\(\s*([^'\s][^,)]*)/g);
  expect(calls.filter((call) => !call.startsWith('kind: string'))).toEqual([]);
});

test('every reason for holding an act and every way of being unreadable is in the catalogue', () => {
  const held = HeldReason.options.map((option) => option.shape.kind.value);
  expect(held.filter((kind) => !entryOf('held', kind))).toEqual([]);
  const read = sources('shared/protocol/frame.ts').match(/reason: ((?:'[a-z0-9-]+'(?: \| )?)+)/)?.[1] ?? '';
  const unreadable = [
    ...read.matchAll(/'([a-z0-9-]+)'/g),
    ...sources('shared/lib/mutation.ts').matchAll(/'(args-unreadable|newer-version)'/g),
    ...sources('server/features/acts/read-act.ts').matchAll(/unreadable: '([a-z-]+)'/g),
  ].map((match) => match[1] ?? '');
  expect(new Set(unreadable).size).toBeGreaterThanOrEqual(8);
  expect(unreadable.filter((kind) => !entryOf('unreadable', kind))).toEqual([]);
});

test('every outcome is either no trouble or explained', () => {
  const kinds = Outcome.options.map((option) => option.shape.kind.value);
  expect(kinds).toEqual(['applied', 'merged', 'refused', 'held', 'unreadable', 'forked', 'closed']);
  expect(explain({ kind: 'applied' })).toBeNull();
  expect(explain({ kind: 'forked' })?.code).toBe('A-091');
  expect(explain({ kind: 'refused', refusal: { kind: 'of-a-newer-server' } })).toBeNull();
});

test('codes are unique, and every entry has a cause and next steps in both languages', () => {
  const codes = [...catalogue.values()].map((entry) => entry.code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^A-\d{3}$/);
  const keys = [...catalogue.values()].flatMap((entry) => [
    entry.cause,
    ...entry.next.map((step) => `errors:next.${step}`),
  ]);
  expect(keys.filter((key) => !hasWords(key))).toEqual([]);
  const steps = [...catalogue.values()].flatMap((entry) => entry.next);
  expect(steps.filter((step) => !NEXT_STEPS.includes(step))).toEqual([]);
  expect(NEXT_STEPS.filter((step) => !steps.includes(step))).toEqual([]);
});

test('a code never changes its meaning', () => {
  const meaning = Object.fromEntries([...catalogue].map(([kind, entry]) => [entry.code, kind]));
  // New lines are fine; a changed one breaks what an officer reads out on the telephone.
  expect(meaning).toMatchInlineSnapshot(`
    {
      "A-001": "refusal.already-registered",
      "A-002": "refusal.institution-missing",
      "A-003": "refusal.inspection-exists",
      "A-004": "refusal.inspection-missing",
      "A-005": "refusal.inspection-sealed",
      "A-006": "refusal.template-missing",
      "A-007": "refusal.two-officers-needed",
      "A-008": "refusal.not-on-this-visit",
      "A-009": "refusal.lead-officer-only",
      "A-010": "refusal.answer-version-missing",
      "A-011": "refusal.due-before-visit",
      "A-012": "refusal.attachment-of-other-record",
      "A-013": "refusal.finding-of-other-visit",
      "A-014": "refusal.content-changed",
      "A-015": "refusal.signature-missing",
      "A-016": "refusal.both-signatures-needed",
      "A-017": "refusal.visit-incomplete",
      "A-018": "refusal.act-unreadable",
      "A-019": "refusal.act-unknown",
      "A-020": "refusal.outside-jurisdiction",
      "A-021": "refusal.right-missing",
      "A-022": "refusal.server-fault",
      "A-023": "refusal.act-not-found",
      "A-024": "refusal.act-not-quarantined",
      "A-025": "refusal.act-of-other-officer",
      "A-026": "refusal.handed-to-oneself",
      "A-027": "refusal.colleague-unknown",
      "A-028": "refusal.hand-over-missing",
      "A-029": "refusal.hand-over-done",
      "A-030": "refusal.hand-over-of-other",
      "A-031": "refusal.nothing-to-confirm",
      "A-032": "refusal.already-decided",
      "A-033": "refusal.own-act",
      "A-034": "refusal.confirmation-rejected",
      "A-035": "refusal.appraiser-missing",
      "A-036": "refusal.value-not-allowed",
      "A-037": "refusal.conflict-missing",
      "A-038": "refusal.conflict-decided",
      "A-039": "refusal.conflict-outdated",
      "A-040": "refusal.conflict-incomplete",
      "A-041": "refusal.both-not-possible",
      "A-042": "refusal.record-gone",
      "A-061": "held.signature",
      "A-062": "held.predecessor",
      "A-063": "held.authority",
      "A-064": "held.unknown-act",
      "A-065": "held.revoked-device",
      "A-066": "held.predecessor-record",
      "A-081": "unreadable.utf8",
      "A-082": "unreadable.json",
      "A-083": "unreadable.schema",
      "A-084": "unreadable.not-canonical",
      "A-085": "unreadable.other-place",
      "A-086": "unreadable.after-later-act",
      "A-087": "unreadable.args-unreadable",
      "A-088": "unreadable.newer-version",
      "A-091": "state.forked",
      "A-092": "state.refused-here",
      "A-093": "state.overdue",
      "A-094": "state.segment-pending",
      "A-101": "refusal.certificate-missing",
      "A-102": "refusal.certificate-withdrawn",
      "A-103": "refusal.assistant-missing",
      "A-104": "refusal.ends-before-start",
      "A-121": "refusal.document-exists",
      "A-122": "refusal.document-too-long",
      "A-123": "refusal.document-missing",
      "A-124": "refusal.document-voided",
      "A-125": "refusal.number-not-lent",
      "A-126": "refusal.number-taken",
      "A-141": "refusal.item-missing",
      "A-142": "refusal.plan-missing",
      "A-143": "refusal.task-missing",
      "A-144": "refusal.inspector-missing",
      "A-145": "refusal.step-not-allowed",
      "A-146": "refusal.step-incomplete",
      "A-147": "refusal.yearly-cap-reached",
      "A-148": "refusal.approver-is-drafter",
      "A-149": "refusal.personal-data",
      "A-150": "refusal.item-version-taken",
      "A-151": "refusal.changed-meanwhile",
      "A-152": "refusal.pair-not-drawn",
      "A-171": "refusal.template-draft-exists",
      "A-172": "refusal.template-draft-missing",
      "A-173": "refusal.template-of-other-bureau",
      "A-174": "refusal.template-of-other-draft",
      "A-175": "refusal.template-version-exists",
      "A-176": "refusal.template-version-not-later",
      "A-177": "refusal.template-not-ready",
      "A-178": "refusal.template-no-successor",
      "A-179": "refusal.visit-moved-meanwhile",
      "A-180": "refusal.move-map-unfit",
      "A-190": "refusal.form-of-form",
      "A-191": "refusal.form-on-visit",
      "A-192": "refusal.first-form-stays",
      "A-193": "refusal.form-not-empty",
      "A-194": "refusal.form-sealed",
      "A-195": "refusal.parties-changed",
      "A-196": "refusal.parties-incomplete",
      "A-197": "refusal.presence-differs",
      "A-198": "refusal.institution-side-open",
      "A-199": "refusal.inspection-open",
      "A-200": "refusal.addendum-exists",
      "A-260": "refusal.draw-exists",
      "A-261": "refusal.draw-missing",
      "A-262": "refusal.plan-not-approved",
      "A-263": "refusal.draw-not-committed",
      "A-264": "refusal.draw-not-drawn",
      "A-265": "refusal.draw-impossible",
      "A-266": "refusal.draw-pool-wrong",
      "A-267": "refusal.draw-seed-not-committed",
      "A-268": "refusal.draw-does-not-follow",
      "A-269": "refusal.draw-cap-reached",
      "A-270": "refusal.recusal-too-late",
      "A-271": "refusal.recusal-not-in-pair",
      "A-272": "refusal.recusal-round",
      "A-273": "refusal.no-replacement-left",
      "A-274": "refusal.void-needs-other-head",
      "A-275": "refusal.draw-has-visits",
      "A-401": "refusal.expert-changed",
      "A-402": "refusal.expert-missing",
      "A-403": "refusal.quality-plan-missing",
      "A-404": "refusal.quality-review-missing",
      "A-405": "refusal.sample-missing",
      "A-406": "refusal.sample-state",
      "A-407": "refusal.sample-seed-differs",
      "A-408": "refusal.sample-list-unfit",
      "A-409": "refusal.sample-in-work",
      "A-410": "refusal.quality-state",
      "A-411": "refusal.reviewer-barred",
      "A-412": "refusal.not-reviewer",
      "A-413": "refusal.score-submitted",
      "A-414": "refusal.score-incomplete",
      "A-415": "refusal.decider-scored",
      "A-416": "refusal.answer-still-open",
      "A-417": "refusal.reason-needed",
      "A-418": "refusal.blind-act",
      "A-420": "refusal.campaign-missing",
      "A-421": "refusal.campaign-closed",
      "A-422": "refusal.check-closed",
      "A-423": "refusal.check-changed",
      "A-424": "refusal.count-above-sample",
      "A-430": "refusal.proficiency-missing",
      "A-431": "refusal.proficiency-state",
      "A-520": "refusal.rectification-missing",
      "A-521": "refusal.rectification-exists",
      "A-522": "refusal.rectification-no-finding",
      "A-523": "refusal.rectification-visit-open",
      "A-524": "refusal.rectification-wrong-state",
      "A-525": "refusal.rectification-date-order",
      "A-526": "refusal.rectification-extension-once",
      "A-527": "refusal.rectification-extension-pending",
      "A-528": "refusal.rectification-extension-not-asked",
      "A-529": "refusal.rectification-extension-too-long",
      "A-530": "refusal.rectification-own-request",
      "A-531": "refusal.rectification-not-overdue",
      "A-532": "refusal.rectification-photo-missing",
      "A-533": "refusal.rectification-not-recheckers",
    }
  `);
});
