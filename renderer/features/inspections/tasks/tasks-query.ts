import leadTimes from '../../../../resources/domain/lead-times.json';
import { allTemplates } from '../../../../shared/domain/inspections/find-template.ts';
import { latestVersion } from '../../../../shared/domain/inspections/template-version.ts';
import { readTemplate } from '../../../../shared/domain/inspections/template.ts';
import {
  bureauSettingId,
  bureauSettingKind,
  settingValue,
} from '../../../../shared/domain/org/bureau-settings.ts';
import { officerKind } from '../../../../shared/domain/org/officer.ts';
import { taskDue, type TaskDue } from '../../../../shared/domain/planning/due.ts';
import {
  inspectionItemKind,
  type InspectionItem,
} from '../../../../shared/domain/planning/inspection-item.ts';
import { inspectorKind } from '../../../../shared/domain/planning/inspector.ts';
import { loadTaskFacts, type TaskFacts } from '../../../../shared/domain/planning/task-facts.ts';
import { inspectionTaskKind, type InspectionTask } from '../../../../shared/domain/planning/task.ts';
import { institutionKind } from '../../../../shared/domain/registry/institution.ts';
import { LEAD_TIMES_KEY, LeadTimes } from '../../../../shared/domain/registry/lead-times.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { Bilingual } from '../../../../shared/lib/text.ts';
import type { Desk } from '../../../data/desk.ts';
import { HOLIDAYS } from '../holidays.ts';

type Reads = Pick<Desk, 'records' | 'prefectureCode'>;

const HOUSE_LEADS = LeadTimes.parse(leadTimes);

export interface TaskLine {
  readonly task: InspectionTask;
  readonly institution: Bilingual | null;
  readonly officers: readonly (Bilingual | null)[];
  readonly due: TaskDue | null;
}

/** Tasks of the prefecture, the nearest day first; those without one after them, the newest first. */
export async function loadTasks(desk: Reads): Promise<readonly TaskLine[]> {
  const { records, prefectureCode } = desk;
  const [tasks, institutions, names, workingDays] = await Promise.all([
    records.all(inspectionTaskKind),
    records.list(institutionKind, 'prefectureCode', prefectureCode),
    namesOf(desk),
    publicationDays(desk),
  ]);
  const byId = new Map(institutions.map(({ id, name }) => [id, name]));
  return tasks
    .filter((task) => task.prefectureCode === prefectureCode)
    .map((task) => ({
      task,
      institution: byId.get(task.institutionId) ?? null,
      officers: task.officers.map((id) => names.get(id) ?? null),
      due: taskDue(task, workingDays, HOLIDAYS),
    }))
    .toSorted((a, b) =>
      dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : a.task.id < b.task.id ? 1 : -1,
    );
}

function dayOf({ due }: TaskLine): string {
  return due === null ? '~' : (due.on ?? '}');
}

export interface TaskView {
  readonly task: InspectionTask;
  readonly facts: TaskFacts;
  readonly items: readonly InspectionItem[];
  readonly names: ReadonlyMap<string, Bilingual>;
  readonly checklists: ReadonlyMap<string, Bilingual>;
  /** Newest version here of each checklist. */
  readonly checklistVersions: ReadonlyMap<string, string>;
  readonly due: TaskDue | null;
  readonly publicationWorkingDays: number;
}

export async function loadTask(desk: Reads, id: RecordId): Promise<TaskView | null> {
  const { records } = desk;
  const task = await records.get(inspectionTaskKind, id);
  if (!task) return null;
  const [facts, items, names, templates, workingDays] = await Promise.all([
    loadTaskFacts(records, task),
    Promise.all(task.itemIds.map((item) => records.get(inspectionItemKind, item))),
    namesOf(desk),
    allTemplates(records),
    publicationDays(desk),
  ]);
  return {
    task,
    facts,
    items: items.filter((item) => item !== null),
    names,
    checklists: new Map(
      templates.flatMap((template) => {
        const body = readTemplate(template);
        return body.ok ? [[template.templateId, body.value.title] as const] : [];
      }),
    ),
    checklistVersions: new Map(
      task.checklistIds.flatMap((one) => {
        const versions = templates
          .filter(({ templateId }) => templateId === one)
          .map(({ version }) => version);
        const newest = latestVersion(versions);
        return newest ? [[one, newest] as const] : [];
      }),
    ),
    due: taskDue(task, workingDays, HOLIDAYS),
    publicationWorkingDays: workingDays,
  };
}

async function namesOf({ records }: Reads): Promise<ReadonlyMap<string, Bilingual>> {
  const [officers, inspectors] = await Promise.all([records.all(officerKind), records.all(inspectorKind)]);
  return new Map<string, Bilingual>([...inspectors, ...officers].map(({ id, name }) => [id, name]));
}

async function publicationDays({ records, prefectureCode }: Reads): Promise<number> {
  const own = await records.get(bureauSettingKind, bureauSettingId(prefectureCode, LEAD_TIMES_KEY));
  return settingValue(own, LeadTimes, HOUSE_LEADS).publication.workingDays;
}
