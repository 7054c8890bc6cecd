import type { CivilDate, Instant } from '../../shared/lib/dates.ts';
import type { RecordId } from '../../shared/lib/ids.ts';
import type { Officer } from '../../shared/domain/org/officer.ts';
import { itemRecordId } from '../../shared/domain/planning/inspection-item.ts';
import {
  approvePlan,
  draftPlan,
  publishItemVersion,
  registerInspector,
} from '../../shared/domain/planning/mutations.ts';
import type { Institution } from '../../shared/domain/registry/institution.ts';
import { CATEGORIES } from '../../shared/domain/registry/institution.ts';
import type { ActList, ActOf } from './act-list.ts';
import { officerIdOf } from './people.ts';

// i18n-data: names of an invented item and plan, as an officer would have written them

export interface PlanningWorld {
  readonly list: ActList;
  readonly today: CivilDate;
  readonly officers: readonly Officer[];
  readonly institutions: readonly Institution[];
  /** Times of acts, each later than the one before. */
  readonly next: () => Instant;
}

/** The pool of inspectors, the item of the yearly inspection, and this year's plan, approved by a head. */
export async function addPlanning({
  list,
  today,
  officers,
  institutions,
  next,
}: PlanningWorld): Promise<void> {
  const [keeper] = officers;
  if (!keeper) throw new Error('a bureau without officers');
  const { prefectureCode } = keeper;
  const head = officers.find((one) => one.roles.includes('bureau-head')) ?? keeper;
  const of = (officer: Officer): ActOf => ({
    actor: officerIdOf(officer),
    prefectureCode,
    claimedAt: next(),
  });
  const certified = officers.filter((officer) => officer.certificateNo !== null);
  const [first] = institutions;
  for (const [at, officer] of certified.entries()) {
    const content = {
      name: officer.name,
      unit: { zh: '地区司法局', ug: 'ۋىلايەتلىك ئەدلىيە ئىدارىسى' },
      certNo: officer.certificateNo ?? '',
      certValidTo: `${Number(today.slice(0, 4)) + 3}-12-31` as CivilDate,
      fields: [...CATEGORIES],
      languages: at % 2 === 0 ? (['zh', 'ug'] as const) : (['zh'] as const),
      // One of them worked where the first institution is today.
      conflicts:
        at === 2 && first
          ? [{ institutionId: first.id, reason: 'relative' as const, from: today, to: null }]
          : [],
    };
    const args = {
      id: officer.id,
      prefectureCode,
      content: { ...content, languages: [...content.languages] },
      on: today,
    };
    await list.add(registerInspector, args, of(keeper));
  }
  const year = Number(today.slice(0, 4));
  const itemId = 'annual-practice';
  await list.add(
    publishItemVersion,
    {
      prefectureCode,
      content: {
        itemId,
        name: { zh: '司法鉴定机构年度执业检查', ug: 'ئەدلىيە باھالاش ئاپپاراتلىرىنى يىللىق تەكشۈرۈش' },
        basis: ['新司通〔2020〕50号 措施28'],
        inspectedKind: 'institution',
        content: [{ zh: '登记、人员、场所、档案和收费', ug: 'تىزىملىك، خادىم، ئورۇن، ئارخىپ ۋە ھەق ئېلىش' }],
        method: 'on-site',
        ratioPercent: 30,
        timesPerYear: 1,
        level: 'prefecture',
        checklistId: 'annual-practice-inspection',
      },
      version: 1,
      validFrom: `${year}-01-01` as CivilDate,
      validTo: null,
      publishedOn: `${year}-01-01` as CivilDate,
      publishedWhere: '地区司法局网站',
    },
    of(keeper),
  );
  const planId = `plan-${prefectureCode}-${year}` as RecordId;
  await list.add(
    draftPlan,
    {
      planId,
      prefectureCode,
      seen: 0,
      content: {
        year,
        title: `${year}年度双随机抽查计划`,
        itemIds: [itemRecordId(prefectureCode, itemId, 1)],
        amount: { kind: 'number', count: 3 },
        layerBy: 'none',
        counties: [],
        categories: [],
        weightRules: [],
        yearlyCap: 2,
        formerEmploymentYears: 3,
        inspectorsPerVisit: 2,
        fromMonth: 1,
        toMonth: 12,
        partners: [],
      },
      on: today,
    },
    of(keeper),
  );
  await list.add(approvePlan, { planId, seen: 1, on: today, note: '' }, of(head));
}
