import { drawKind, type Draw } from '../../../../shared/domain/draw/draw.ts';
import { allTemplates } from '../../../../shared/domain/inspections/find-template.ts';
import { readTemplate } from '../../../../shared/domain/inspections/template.ts';
import {
  inspectionItemKind,
  itemsOn,
  type InspectionItem,
} from '../../../../shared/domain/planning/inspection-item.ts';
import { inspectorKind, type Inspector } from '../../../../shared/domain/planning/inspector.ts';
import { planKind, type Plan } from '../../../../shared/domain/planning/plan.ts';
import { drawnTaskId, inspectionTaskKind } from '../../../../shared/domain/planning/task.ts';
import { institutionKind, type Institution } from '../../../../shared/domain/registry/institution.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { Bilingual } from '../../../../shared/lib/text.ts';
import type { Desk } from '../../../data/desk.ts';

export interface DrawnPair {
  readonly institutionId: RecordId;
  readonly officers: readonly [string, string];
}

export interface DrawnWithoutTasks {
  readonly draw: Draw;
  readonly plan: Plan;
  /** Pairs that no task was made of yet, in the order of the draw. */
  readonly pairs: readonly DrawnPair[];
  /** Checklists of the plan's items. */
  readonly checklistIds: readonly string[];
}

export interface NewTaskSources {
  readonly draws: readonly DrawnWithoutTasks[];
  readonly institutions: readonly Institution[];
  readonly inspectors: readonly Inspector[];
  readonly items: readonly InspectionItem[];
  /** Titles of the checklists here, by id. */
  readonly checklists: ReadonlyMap<string, Bilingual>;
}

export async function loadNewTask({ records, prefectureCode, clock }: Desk): Promise<NewTaskSources> {
  const [draws, plans, tasks, institutions, inspectors, items, templates] = await Promise.all([
    records.list(drawKind, 'state', 'drawn'),
    records.all(planKind),
    records.all(inspectionTaskKind),
    records.list(institutionKind, 'prefectureCode', prefectureCode),
    records.list(inspectorKind, 'prefectureCode', prefectureCode),
    records.all(inspectionItemKind),
    allTemplates(records),
  ]);
  const made = new Set(tasks.map(({ id }) => id));
  const own = items.filter((item) => item.prefectureCode === prefectureCode);
  return {
    draws: draws.flatMap((draw) => {
      const plan = plans.find(({ id }) => id === draw.planId);
      const pairs = (draw.result?.targets ?? []).flatMap((id): readonly DrawnPair[] => {
        const institutionId = id as RecordId;
        const officers = draw.result?.pairs[id];
        return officers && !made.has(drawnTaskId(draw.id, institutionId))
          ? [{ institutionId, officers }]
          : [];
      });
      if (!plan || pairs.length === 0) return [];
      const checklistIds = own
        .filter(({ id }) => plan.itemIds.includes(id))
        .flatMap(({ checklistId }) => checklistId ?? []);
      return [{ draw, plan, pairs, checklistIds: [...new Set(checklistIds)] }];
    }),
    institutions,
    inspectors,
    items: itemsOn(own, civilDateOf(clock.now())),
    checklists: new Map(
      templates.flatMap((template) => {
        const body = readTemplate(template);
        return body.ok ? [[template.templateId, body.value.title] as const] : [];
      }),
    ),
  };
}
