import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { answerItem, noteFinding, startInspection } from '../../shared/domain/inspections/mutations.ts';
import { TemplateBody } from '../../shared/domain/inspections/template.ts';
import { addDays, instantOf, type CivilDate } from '../../shared/lib/dates.ts';
import { newUlid, type OfficerId, type RecordId } from '../../shared/lib/ids.ts';
import type { Mutation } from '../../shared/lib/mutation.ts';
import type { Random } from '../../shared/lib/ports.ts';

const ANSWERS_PER_VISIT = 6;
const FIRST_MS = Date.UTC(2026, 8, 28, 1);

/** One act of the bench, at the moment an officer would have made it. */
export interface BenchAct {
  readonly mutation: Mutation<never>;
  readonly args: unknown;
  readonly atMs: number;
}

interface Answered {
  readonly itemId: string;
  readonly choice: 'yes' | 'no' | 'na';
  readonly note: string;
  readonly atMs: number;
}

export interface Visit {
  readonly id: RecordId;
  readonly institutionId: RecordId;
  readonly startedOn: CivilDate;
  readonly startedAtMs: number;
  readonly answers: readonly Answered[];
  readonly finding: {
    readonly id: RecordId;
    readonly itemId: string;
    readonly severity: 'minor' | 'major';
    readonly text: string;
    readonly basis: string;
    readonly dueOn: CivilDate;
    readonly atMs: number;
  } | null;
}

/** A second word of the officer on one answer of a visit. */
export interface Edit extends Answered {
  readonly visit: Visit;
}

/** Random numbers that are the same in every run (mulberry32), so that every peer gets the same documents. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  }

  of<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error('nothing to choose from');
    return value;
  }

  readonly random: Random = { bytes: (count) => Uint8Array.from({ length: count }, () => this.below(256)) };
}

const [SUBJECTS, FAULTS, PLACES, MEASURES] = [
  ['鉴定人执业证', '收费公示栏', '档案目录', '检材保管记录', '设备检定证书', '鉴定委托书', '回避告知书', '内部复核记录', '出庭通知回执', '标准物质台账'],
  ['已过期', '未按规定公示', '与登记不符', '缺少签名', '存放混乱', '更新不及时', '字迹不清', '未见原件', '登记时间倒置', '缺页'],
  ['一楼大厅', '二楼档案室', '三楼实验室', '病理室', '毒物分析室', '接待窗口', '财务室', '样品库'],
  ['要求当场改正', '限期整改并复查', '已拍照取证', '负责人已签字确认', '另行约谈', '移交投诉处理', '建议纳入年度考核'],
] as const; // prettier-ignore

function remark(chance: Chance): string {
  const counted = `抽查${String(3 + chance.below(40))}份，${String(1 + chance.below(9))}份有问题`;
  return `${chance.of(PLACES)}：${chance.of(SUBJECTS)}${chance.of(FAULTS)}，${counted}，${chance.of(MEASURES)}。`;
}

/** Visits of one prefecture over some weeks: who answered what when, with the remarks an officer types. */
export function someVisits(count: number, seed: number): readonly Visit[] {
  const chance = new Chance(seed);
  const template = TemplateBody.parse(
    JSON.parse(
      readFileSync(
        new URL('../../resources/domain/templates/annual-practice-inspection.json', import.meta.url),
        'utf8',
      ),
    ),
  );
  const items = template.items.filter((item) => item.kind === 'yes-no-na').map((item) => item.id);
  let atMs = FIRST_MS;
  const later = (seconds: number): number => (atMs += 1000 + chance.below(seconds * 1000));
  const newId = (): RecordId => newUlid({ now: () => instantOf(atMs) }, chance.random) as RecordId;
  const institutions = Array.from({ length: 40 }, newId);
  return Array.from({ length: count }, (): Visit => {
    const startedAtMs = later(3600);
    const first = chance.below(items.length);
    const answers = Array.from({ length: ANSWERS_PER_VISIT }, (_, i): Answered => {
      const choice = chance.of(['yes', 'yes', 'yes', 'no', 'na'] as const);
      const itemId = items[(first + i) % items.length] ?? '';
      return { itemId, choice, note: choice === 'no' ? remark(chance) : '', atMs: later(90) };
    });
    const startedOn = instantOf(startedAtMs).slice(0, 10) as CivilDate;
    const id = newId();
    const bad = answers.find((answer) => answer.choice === 'no');
    const finding = bad
      ? {
          id: newId(),
          itemId: bad.itemId,
          severity: chance.of(['minor', 'major'] as const),
          text: remark(chance),
          basis: template.items.find((item) => item.id === bad.itemId)?.basis ?? '',
          dueOn: addDays(startedOn, 15 + chance.below(16)),
          atMs: later(200),
        }
      : null;
    return { id, institutionId: chance.of(institutions), startedOn, startedAtMs, answers, finding };
  });
}

/** One changed answer per visit. */
export function someEdits(visits: readonly Visit[], seed: number): readonly Edit[] {
  const chance = new Chance(seed);
  let atMs = FIRST_MS + 60 * 86_400_000;
  return visits.map((visit) => {
    const before = chance.of(visit.answers);
    const choice = chance.of((['yes', 'no', 'na'] as const).filter((one) => one !== before.choice));
    atMs += 1000 + chance.below(120_000);
    return { visit, itemId: before.itemId, choice, note: choice === 'no' ? remark(chance) : '', atMs };
  });
}

export function actsOfVisit(visit: Visit, partner: OfficerId): readonly BenchAct[] {
  const { id: inspectionId, institutionId, startedOn, startedAtMs, finding } = visit;
  const template = { templateId: 'annual-practice-inspection', templateVersion: '1.0.0' };
  return [
    benchAct(startInspection, { inspectionId, institutionId, ...template, partner, startedOn }, startedAtMs),
    ...visit.answers.map((answer) => actOfAnswer(visit, answer)),
    ...(finding === null
      ? []
      : [
          benchAct(
            noteFinding,
            {
              findingId: finding.id,
              inspectionId,
              itemId: finding.itemId,
              severity: finding.severity,
              text: finding.text,
              basis: finding.basis,
              dueOn: finding.dueOn,
            },
            finding.atMs,
          ),
        ]),
  ];
}

export function actOfAnswer(visit: Visit, { itemId, choice, note, atMs }: Answered): BenchAct {
  const value = { kind: 'choice' as const, choice };
  return benchAct(answerItem, { inspectionId: visit.id, itemId, value, note, seen: null }, atMs);
}

/** The same work as one document per visit, for peers that keep documents. */
export function documentOf(visit: Visit, edit: Edit | null): Record<string, unknown> {
  const answers = Object.fromEntries(
    visit.answers.map((answer) => {
      const { choice, note, atMs } = edit?.itemId === answer.itemId ? edit : answer;
      return [answer.itemId, { choice, note, at: instantOf(atMs) }];
    }),
  );
  const { id, institutionId, startedOn, startedAtMs, finding } = visit;
  const noted =
    finding === null ? {} : { finding: { ...finding, atMs: undefined, at: instantOf(finding.atMs) } };
  return { id, institutionId, startedOn, startedAt: instantOf(startedAtMs), answers, ...noted };
}

/** The floor for new visits: their fields and nothing else, no names, gzip -6. */
export function floorOfVisits(visits: readonly Visit[]): number {
  return gzipped(
    visits.map(({ id, institutionId, startedOn, startedAtMs, answers, finding }) => [
      [id, institutionId, startedOn, startedAtMs],
      ...answers.map(({ itemId, choice, note, atMs }) => [itemId, choice, note, atMs]),
      ...(finding ? [Object.values(finding)] : []),
    ]),
  );
}

/** The floor for edits: which field of which visit is what since when, gzip -6. */
export function floorOfEdits(edits: readonly Edit[]): number {
  return gzipped(
    edits.map(({ visit, itemId, choice, note, atMs }) => [[visit.id, itemId, choice, note, atMs]]),
  );
}

function gzipped(rows: readonly (readonly (readonly unknown[])[])[]): number {
  const text = rows.map((row) => row.map((fields) => fields.join(' ')).join('\n')).join('\n');
  return gzipSync(text, { level: 6 }).length;
}

function benchAct<A>(mutation: Mutation<A>, args: A, atMs: number): BenchAct {
  return { mutation: mutation as unknown as Mutation<never>, args, atMs };
}
