import type {
  Answer,
  AnswerValue,
  Attachment,
  Finding,
  Inspection,
} from '../../shared/domain/inspections/inspection.ts';
import { answerId } from '../../shared/domain/inspections/inspection.ts';
import type { Template, TemplateBody, TemplateItem } from '../../shared/domain/inspections/template.ts';
import type { Institution } from '../../shared/domain/registry/institution.ts';
import type { Hex } from '../../shared/lib/bytes.ts';
import { instantOf, type CivilDate } from '../../shared/lib/dates.ts';
import type { OfficerId, RecordId } from '../../shared/lib/ids.ts';

// Records of an inspection, showing in a test only what matters to it.

export const LEAD = 'officer-lead' as OfficerId;
export const PARTNER = 'officer-partner' as OfficerId;
export const VISIT_ID = '01JD0000000000000000000001' as RecordId;
export const PREFECTURE = '653100';

export function anInspection(over: Partial<Inspection> = {}): Inspection {
  return {
    id: VISIT_ID,
    prefectureCode: PREFECTURE,
    institutionId: 'INS-1' as RecordId,
    templateId: 'annual-practice-inspection',
    templateVersion: '1.0.0',
    state: 'in-progress',
    officers: [LEAD, PARTNER],
    startedOn: '2026-09-28' as CivilDate,
    startedAt: instantOf(1_790_000_000_000),
    signatures: [],
    sealedAt: null,
    contentHash: null,
    ...over,
  };
}

export function anInstitution(over: Partial<Institution> = {}): Institution {
  return {
    id: 'INS-1' as RecordId,
    prefectureCode: PREFECTURE,
    countyCode: '653101',
    name: { zh: '喀什某某司法鉴定所', ug: 'قەشقەر ئەدلىيە باھالاش ئورنى' },
    address: { zh: '喀什市人民东路1号', ug: 'قەشقەر شەھىرى خەلق شەرقىي يولى 1-نومۇر' },
    licenceNo: '653100001',
    creditCode: '52653100MJX0000001',
    sponsorKind: 'hospital',
    head: { zh: '某某', ug: 'پالانى' },
    phone: '0998-0000000',
    categories: ['forensic-medicine'],
    licenceIssuedOn: '2022-01-01' as CivilDate,
    licenceValidTo: '2027-01-01' as CivilDate,
    staff: { fullTime: 6, partTime: 2, assistants: 1 },
    state: 'in-practice',
    ...over,
  };
}

export function anAnswer(
  itemId: string,
  choice: 'yes' | 'no' | 'na' | null,
  over: Partial<Answer> = {},
  note = '',
): Answer {
  const value: AnswerValue | null = choice === null ? null : { kind: 'choice', choice };
  return {
    id: answerId(VISIT_ID, itemId),
    prefectureCode: PREFECTURE,
    inspectionId: VISIT_ID,
    itemId,
    current: { value, note, by: LEAD, at: instantOf(1_790_000_000_000), act: 'log:1' },
    contested: [],
    ...over,
  };
}

export function aFinding(itemId: string | null, over: Partial<Finding> = {}): Finding {
  return {
    id: `finding-${itemId ?? 'visit'}` as RecordId,
    prefectureCode: PREFECTURE,
    inspectionId: VISIT_ID,
    itemId,
    severity: 'major',
    text: '校准已过期',
    basis: '措施16',
    dueOn: '2026-10-28' as CivilDate,
    by: LEAD,
    at: instantOf(1_790_000_000_000),
    ...over,
  };
}

export function anAttachment(itemId: string | null, over: Partial<Attachment> = {}): Attachment {
  return {
    id: `photo-${itemId ?? 'visit'}` as RecordId,
    prefectureCode: PREFECTURE,
    recordId: VISIT_ID,
    itemId,
    purpose: 'evidence',
    sha256: 'a'.repeat(64) as Hex,
    sizeBytes: 1000,
    mime: 'image/jpeg',
    widthPx: 800,
    heightPx: 600,
    takenAt: instantOf(1_790_000_000_000),
    by: LEAD,
    ...over,
  };
}

export function anItem(id: string, over: Partial<TemplateItem> = {}): TemplateItem {
  return {
    id,
    sectionId: id.slice(3, 4),
    section: { zh: '登记与资质', ug: 'تىزىملاش ۋە سالاھىيەت' },
    text: { zh: '设备校准在有效期内', ug: 'ئۈسكۈنىلەرنىڭ سۈرۈكى ئۆتمىگەن' },
    basis: '措施16',
    kind: 'yes-no-na',
    weight: 1,
    evidenceRequired: false,
    severity: 'minor',
    ...over,
  };
}

export function aTemplateBody(items: readonly TemplateItem[]): TemplateBody {
  return {
    id: 'annual-practice-inspection',
    version: '1.0.0',
    title: { zh: '双随机执业检查表', ug: 'كەسىپكارلىق تەكشۈرۈش جەدۋىلى' },
    purpose: { zh: '年度执业检查', ug: 'يىللىق كەسىپكارلىق تەكشۈرۈش' },
    items: [...items],
  };
}

export function aTemplate(body: TemplateBody): Template {
  return {
    id: `${body.id}@${body.version}` as RecordId,
    prefectureCode: '650000',
    templateId: body.id,
    version: body.version,
    body: JSON.stringify(body),
    signature: '',
    keyId: 'publishing-1',
  };
}
