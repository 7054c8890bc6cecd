import type { Draw } from '../../shared/domain/draw/draw.ts';
import type { InspectionItem } from '../../shared/domain/planning/inspection-item.ts';
import type { Inspector } from '../../shared/domain/planning/inspector.ts';
import type { Plan } from '../../shared/domain/planning/plan.ts';
import type { InspectionTask } from '../../shared/domain/planning/task.ts';
import type { Officer, Role } from '../../shared/domain/org/officer.ts';
import type { Hex } from '../../shared/lib/bytes.ts';
import { instantOf, type CivilDate } from '../../shared/lib/dates.ts';
import type { OfficerId, RecordId } from '../../shared/lib/ids.ts';
import { LEAD, PARTNER, PREFECTURE } from './inspection-builders.ts';

// Records of planning, showing in a test only what matters to it.

export const HEAD = 'officer-head' as OfficerId;
const AT = instantOf(1_790_000_000_000);
const ON = '2026-01-05' as CivilDate;

export function anItemVersion(over: Partial<InspectionItem> = {}): InspectionItem {
  return {
    id: `${PREFECTURE}:practice@1` as RecordId,
    prefectureCode: PREFECTURE,
    itemId: 'practice',
    version: 1,
    name: { zh: '执业活动检查', ug: 'كەسىپكارلىق پائالىيىتىنى تەكشۈرۈش' },
    basis: ['措施28'],
    inspectedKind: 'institution',
    content: [{ zh: '登记事项', ug: 'تىزىملاش ئىشلىرى' }],
    method: 'on-site',
    ratioPercent: 50,
    timesPerYear: 1,
    level: 'prefecture',
    checklistId: 'annual-practice-inspection',
    validFrom: '2026-01-01' as CivilDate,
    validTo: null,
    publishedOn: ON,
    publishedWhere: '局网站',
    publishedBy: HEAD,
    publishedAt: AT,
    ...over,
  };
}

export function anInspector(id: string, over: Partial<Inspector> = {}): Inspector {
  return {
    id: id as RecordId,
    prefectureCode: PREFECTURE,
    name: { zh: '某某', ug: 'پالانى' },
    unit: { zh: '某某地区司法局', ug: 'مەلۇم ۋىلايەتلىك ئەدلىيە ئىدارىسى' },
    certNo: `ZF-${id}`,
    certValidTo: '2028-12-31' as CivilDate,
    fields: ['forensic-medicine'],
    languages: ['zh', 'ug'],
    active: true,
    conflicts: [],
    events: [{ kind: 'registered', on: ON, at: AT, by: HEAD }],
    ...over,
  };
}

export function aPlan(over: Partial<Plan> = {}): Plan {
  return {
    id: 'plan-1' as RecordId,
    prefectureCode: PREFECTURE,
    year: 2026,
    title: '2026年度双随机抽查计划',
    itemIds: [`${PREFECTURE}:practice@1` as RecordId],
    amount: { kind: 'share', percent: 50 },
    layerBy: 'none',
    counties: [],
    categories: [],
    weightRules: [],
    yearlyCap: 1,
    formerEmploymentYears: 3,
    inspectorsPerVisit: 2,
    fromMonth: 3,
    toMonth: 11,
    partners: [],
    state: 'approved',
    events: [
      { kind: 'drafted', on: ON, at: AT, by: LEAD },
      { kind: 'approved', on: ON, at: AT, by: HEAD, alone: false, note: '' },
    ],
    ...over,
  };
}

/** A draw that has picked INS-1 with LEAD and PARTNER; its hashes are not those of its pools. */
export function aDraw(over: Partial<Draw> = {}): Draw {
  const hash = 'a'.repeat(64) as Hex;
  return {
    id: 'draw-1' as RecordId,
    prefectureCode: PREFECTURE,
    planId: 'plan-1' as RecordId,
    layer: '',
    visitOn: ON,
    targetCount: 1,
    pool: [{ id: 'INS-1', weight: 1 }],
    inspectors: [
      { id: LEAD, weight: 1 },
      { id: PARTNER, weight: 1 },
    ],
    poolHash: hash,
    inspectorsHash: hash,
    exclusions: [],
    commit: hash,
    state: 'drawn',
    result: {
      drawId: 'draw-1-123456',
      seed: hash,
      witnesses: [{ name: '某某', unit: '某局' }],
      targets: ['INS-1'],
      pairs: { 'INS-1': [LEAD, PARTNER] },
    },
    recusals: [],
    events: [{ kind: 'committed', on: ON, at: AT, by: LEAD }],
    ...over,
  };
}

export function aTask(over: Partial<InspectionTask> = {}): InspectionTask {
  return {
    id: 'task-1' as RecordId,
    prefectureCode: PREFECTURE,
    institutionId: 'INS-1' as RecordId,
    planId: 'plan-1' as RecordId,
    drawId: 'draw-1' as RecordId,
    kind: 'double-random',
    source: { kind: 'plan', reference: '2026年度计划', reason: '' },
    itemIds: [`${PREFECTURE}:practice@1` as RecordId],
    checklistIds: ['annual-practice-inspection'],
    officers: [LEAD, PARTNER],
    state: 'created',
    visitIds: [],
    events: [{ kind: 'created', on: ON, at: AT, by: LEAD }],
    ...over,
  };
}

export function anOfficer(id: OfficerId, roles: readonly Role[], over: Partial<Officer> = {}): Officer {
  return {
    id: id as string as RecordId,
    prefectureCode: PREFECTURE,
    name: { zh: '张三丰', ug: 'ئەخمەت تۇرسۇن' },
    roles: [...roles],
    certificateNo: null,
    active: true,
    ...over,
  };
}
