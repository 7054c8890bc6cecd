import type { saveExpert } from '../../shared/domain/experts/mutations.ts';
import type { Expert } from '../../shared/domain/experts/expert.ts';
import type { OpinionFile } from '../../shared/domain/quality/opinion-file.ts';
import type { QualityPlan } from '../../shared/domain/quality/plan.ts';
import type { CivilDate } from '../../shared/lib/dates.ts';
import type { OfficerId, RecordId } from '../../shared/lib/ids.ts';

// Records of a quality review, showing in a test only what matters to it. All of it is invented.

export const ON = '2026-11-24' as CivilDate;

export function anExpert(id: string, officerId: OfficerId | null, over: Partial<Expert> = {}): Expert {
  return {
    id: id as RecordId,
    prefectureCode: '653100',
    name: { zh: '某专家', ug: 'مۇتەخەسسىس' },
    unit: { zh: '某医学院', ug: 'تىببىي ئىنستىتۇت' },
    institutionId: null,
    fields: ['forensic-medicine'],
    languages: ['zh', 'ug'],
    validFrom: '2026-01-01' as CivilDate,
    validTo: '2027-12-31' as CivilDate,
    officerId,
    active: true,
    conflicts: [],
    events: [],
    ...over,
  };
}

/** Arguments of `expert/save` for a new entry. */
export function entryOf(expert: Expert): Parameters<(typeof saveExpert)['lane']>[0] {
  const { events, ...entry } = expert;
  return { expert: entry, seen: events.length, on: ON };
}

/** Two scored items of 50 points, one of them critical, and a critical choice. */
export function aQualityPlan(id: string, over: Partial<QualityPlan> = {}): QualityPlan {
  return {
    id: id as RecordId,
    prefectureCode: '653100',
    year: 2026,
    from: '2025-01-01' as CivilDate,
    to: '2025-12-31' as CivilDate,
    categories: ['forensic-medicine'],
    rules: {
      perInstitution: 5,
      differencePoints: 10,
      answerDays: 10,
      grades: [
        { grade: 'excellent', min: 90 },
        { grade: 'good', min: 80 },
        { grade: 'pass', min: 60 },
        { grade: 'fail', min: 0 },
      ],
    },
    form: {
      templateId: 'case-file-quality-review',
      version: '1.0.0',
      items: [
        { id: 'QR-A01', kind: 'score', max: 50, critical: false },
        { id: 'QR-C01', kind: 'score', max: 50, critical: true },
        { id: 'QR-H01', kind: 'yes-no-na', max: 0, critical: true },
      ],
    },
    events: [],
    ...over,
  };
}

/** Arguments of `quality/plan`. */
export function planArgs(plan: QualityPlan): {
  readonly plan: Omit<QualityPlan, 'events'>;
  readonly on: CivilDate;
} {
  const { events: _none, ...fields } = plan;
  return { plan: fields, on: ON };
}

export function aFile(number: number, over: Partial<OpinionFile> = {}): OpinionFile {
  return {
    opinionNo: `某司鉴所[2025]临鉴字第${number}号`,
    category: 'forensic-medicine',
    issuedOn: '2025-05-06' as CivilDate,
    appraiserId: null,
    ...over,
  };
}
