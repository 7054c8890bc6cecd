import type { FactCell, Facts } from '../../../../../shared/domain/documents/facts.ts';
import { drawKind, lastDrawEvent, type Draw } from '../../../../../shared/domain/draw/draw.ts';
import { officerKind } from '../../../../../shared/domain/org/officer.ts';
import {
  inspectionItemKind,
  type InspectionItem,
} from '../../../../../shared/domain/planning/inspection-item.ts';
import { inspectorKind } from '../../../../../shared/domain/planning/inspector.ts';
import { planKind, type Plan } from '../../../../../shared/domain/planning/plan.ts';
import { institutionKind } from '../../../../../shared/domain/registry/institution.ts';
import type { RecordId } from '../../../../../shared/lib/ids.ts';
import type { Bilingual } from '../../../../../shared/lib/text.ts';
import type { RecordReader } from '../../../../data/desk.ts';
import type { PaperDraft } from '../../../../papers/draft.ts';
import { joined, said } from './said.ts';

/** What the records say for a yearly plan on paper. */
export async function planDraft(records: RecordReader, planId: RecordId): Promise<PaperDraft | null> {
  const plan = await records.get(planKind, planId);
  if (!plan) return null;
  const items = await Promise.all(plan.itemIds.map((id) => records.get(inspectionItemKind, id)));
  const institutions = await records.all(institutionKind);
  const inPractice = institutions.filter(
    (one) => one.prefectureCode === plan.prefectureCode && one.state === 'in-practice',
  );
  const facts = planFacts(
    plan,
    items.filter((item) => item !== null),
    inPractice.length,
  );
  const officers = await records.all(officerKind);
  const persons = officers.flatMap(({ name }) => [name.zh, name.ug]);
  return { subjectId: planId, taskId: null, institutionId: null, facts, persons };
}

function planFacts(plan: Plan, items: readonly InspectionItem[], targets: number): Facts {
  const rows = items.map((item): Record<string, FactCell> => ({
    name: item.name,
    basis: item.basis.join('；'),
    method: said.method[item.method],
    share: plan.amount.kind === 'share' ? `${plan.amount.percent}%` : String(plan.amount.count),
    times: String(item.timesPerYear),
  }));
  return {
    year: String(plan.year),
    targets: String(targets),
    cap: String(plan.yearlyCap),
    items: rows,
    partners: plan.partners.join('、'),
  };
}

/** What the records say for the record of a draw; nothing before it was drawn. */
export async function drawDraft(records: RecordReader, drawId: RecordId): Promise<PaperDraft | null> {
  const draw = await records.get(drawKind, drawId);
  if (!draw) return null;
  const institutions = new Map(
    (await records.all(institutionKind)).map((one) => [one.id as string, one.name]),
  );
  const people = [...(await records.all(officerKind)), ...(await records.all(inspectorKind))];
  const inspectors = new Map(people.map((one) => [one.id as string, one.name]));
  const facts = drawFacts(draw, { institutions, inspectors });
  const persons = people.flatMap(({ name }) => [name.zh, name.ug]);
  return { subjectId: drawId, taskId: null, institutionId: null, facts, persons };
}

interface Names {
  readonly institutions: ReadonlyMap<string, Bilingual>;
  readonly inspectors: ReadonlyMap<string, Bilingual>;
}

function drawFacts(draw: Draw, { institutions, inspectors }: Names): Facts {
  const nameOf = (names: ReadonlyMap<string, Bilingual>, id: string): Bilingual =>
    names.get(id) ?? { zh: id, ug: id };
  const { result } = draw;
  const fixed = {
    algorithm: 'jd-draw-1',
    poolSize: String(draw.pool.length),
    inspectorCount: String(draw.inspectors.length),
    poolHash: draw.poolHash,
    inspectorsHash: draw.inspectorsHash,
    commit: draw.commit,
    exclusions: draw.exclusions.map((one) => ({
      institution:
        one.institutionId === null
          ? said.evidence['any-institution']
          : nameOf(institutions, one.institutionId),
      inspector:
        one.inspectorId === null ? said.evidence['any-inspector'] : nameOf(inspectors, one.inspectorId),
      reason: one.reason,
    })),
    recusals: draw.recusals.map((one) => ({
      institution: nameOf(institutions, one.institutionId),
      inspector: nameOf(inspectors, one.inspectorId),
      reason: one.reason,
    })),
  };
  if (!result) return fixed;
  return {
    ...fixed,
    drawId: result.drawId,
    drawnOn: lastDrawEvent(draw, 'drawn')?.on ?? '',
    seed: result.seed,
    witnesses: result.witnesses.map(({ name, unit }) => `${name}（${unit}）`).join('、'),
    targets: result.targets.map((id) => ({
      institution: nameOf(institutions, id),
      inspectors: joined((result.pairs[id] ?? []).map((inspector) => nameOf(inspectors, inspector))),
    })),
  };
}
