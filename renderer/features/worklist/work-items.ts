import { daysBetween, type CivilDate } from '../../../shared/lib/dates.ts';
import type { OfficerId } from '../../../shared/lib/ids.ts';
import type { Bilingual } from '../../../shared/lib/text.ts';
import type { Inspection } from '../../../shared/domain/inspections/inspection.ts';
import {
  countAnswered,
  missingForSigning,
  type VisitState,
} from '../../../shared/domain/inspections/progress.ts';
import type { TemplateBody, TemplateProblem } from '../../../shared/domain/inspections/template.ts';
import type { Institution } from '../../../shared/domain/registry/institution.ts';

/** What keeps a visit open, in the order an officer does it. */
export type NextStep = 'answer' | 'complete' | 'sign' | 'co-sign' | 'seal';

/** Why a visit's template cannot be shown on this device. */
export type TemplateTrouble = TemplateProblem['kind'] | 'template-missing';

export interface UnfinishedVisit {
  readonly inspection: Inspection;
  readonly institutionName: Bilingual;
  readonly answered: number;
  /** 0 when the template is not readable here. */
  readonly total: number;
  readonly templateProblem: TemplateTrouble | null;
  readonly missing: number;
  readonly next: NextStep;
}

/** How near the end of a licence is: the narrowest lead time it has come under. */
export type LicenceLead = 'overdue' | 'week' | 45 | 60 | 90 | 180;

export interface LicenceDue {
  readonly institution: Institution;
  /** Negative once the last day has passed. */
  readonly daysLeft: number;
  readonly lead: LicenceLead;
}

/** Days before the last day of a licence at which it comes on the list (registry-quality-integrity.md; lead times are the house's). */
const LEADS = [45, 60, 90, 180] as const;
const WEEK_DAYS = 7;
const CLOSED: readonly Institution['state'][] = ['expired', 'cancelled'];

/** Licences that end within the longest lead time or have ended, soonest first. The last day itself still counts as valid. */
export function licencesDue(institutions: readonly Institution[], today: CivilDate): readonly LicenceDue[] {
  return institutions
    .filter((institution) => !CLOSED.includes(institution.state))
    .flatMap((institution) => {
      const daysLeft = daysBetween(today, institution.licenceValidTo);
      const lead = leadOf(daysLeft);
      return lead === null ? [] : [{ institution, daysLeft, lead }];
    })
    .sort((a, b) => a.daysLeft - b.daysLeft || (a.institution.id < b.institution.id ? -1 : 1));
}

function leadOf(daysLeft: number): LicenceLead | null {
  if (daysLeft < 0) return 'overdue';
  if (daysLeft <= WEEK_DAYS) return 'week';
  return LEADS.find((lead) => daysLeft <= lead) ?? null;
}

/** How far a visit is, and what comes next for this officer. */
export function visitProgress(
  inspection: Inspection,
  template: TemplateBody | null,
  state: VisitState,
  me: OfficerId,
): Pick<UnfinishedVisit, 'answered' | 'total' | 'missing' | 'next'> {
  if (!template) return { answered: 0, total: 0, missing: 0, next: 'answer' };
  const { answered, total } = countAnswered(template, state);
  const missing = missingForSigning(template, state).length;
  return { answered, total, missing, next: nextStep(inspection, answered < total, missing, me) };
}

function nextStep(inspection: Inspection, hasUnanswered: boolean, missing: number, me: OfficerId): NextStep {
  if (hasUnanswered) return 'answer';
  if (missing > 0) return 'complete';
  const signed = new Set(inspection.signatures.map((signature) => signature.officerId));
  if (!signed.has(me)) return 'sign';
  return inspection.officers.every((officer) => signed.has(officer)) ? 'seal' : 'co-sign';
}
