import * as inspections from '../domain/inspections/mutations.ts';
import * as visits from '../domain/inspections/visit-mutations.ts';
import { moveTemplate } from '../domain/inspections/move-template.ts';
import * as templates from '../domain/inspections/template-mutations.ts';
import { decideConflict } from '../domain/conflicts/mutations.ts';
import * as documents from '../domain/documents/mutations.ts';
import * as drawsLater from '../domain/draw/later-mutations.ts';
import * as draws from '../domain/draw/mutations.ts';
import * as log from '../domain/log/mutations.ts';
import type { Right } from '../domain/org/authority.ts';
import { setBureauSetting } from '../domain/org/mutations.ts';
import * as evidence from '../domain/rectification/evidence-mutations.ts';
import * as rectification from '../domain/rectification/mutations.ts';
import { orderRectification } from '../domain/rectification/order-mutation.ts';
import * as assistants from '../domain/registry/assistant-mutations.ts';
import * as certificates from '../domain/registry/certificate-mutations.ts';
import * as facts from '../domain/registry/facts-mutations.ts';
import { importRow } from '../domain/registry/import-mutations.ts';
import * as planning from '../domain/planning/mutations.ts';
import * as tasks from '../domain/planning/task-mutations.ts';
import * as registry from '../domain/registry/mutations.ts';
import { saveExpert } from '../domain/experts/mutations.ts';
import * as qualityPlan from '../domain/quality/plan-mutations.ts';
import * as qualityReview from '../domain/quality/review-mutations.ts';
import { fillScore, submitScore } from '../domain/quality/score-mutations.ts';
import * as proficiency from '../domain/proficiency/mutations.ts';
import * as special from '../domain/special/mutations.ts';
import type { JsonValue } from '../lib/json.ts';
import { runnable, type RunnableMutation } from '../lib/mutation.ts';
import { CorrectArgs, correctActOf } from './correct-act.ts';

/** One line per act: the mutation and the right its actor must hold. */
export interface RegisteredMutation {
  readonly mutation: RunnableMutation;
  readonly right: Right;
  /** Its arguments are for nobody but its actor (decision 0021): it is never copied to somebody else. */
  readonly isBlind?: true;
}

export type MutationRegistry = ReadonlyMap<string, RegisteredMutation>;

const ALL: readonly RegisteredMutation[] = [
  { right: 'use-log', mutation: runnable(log.openLog) },
  { right: 'use-log', mutation: runnable(log.anchorClock) },
  { right: 'use-log', mutation: runnable(log.withdrawActs) },
  { right: 'use-log', mutation: runnable(log.handOverActs) },
  { right: 'use-log', mutation: runnable(log.closeHandOver) },
  { right: 'use-log', mutation: runnable(log.retryActs) },
  { right: 'answer-for-acts', mutation: runnable(log.confirmActs) },
  { right: 'keep-register', mutation: runnable(registry.registerInstitution) },
  { right: 'keep-register', mutation: runnable(registry.registerAppraiser) },
  { right: 'keep-register', mutation: runnable(registry.amendInstitution) },
  { right: 'keep-register', mutation: runnable(registry.amendAppraiser) },
  { right: 'keep-register', mutation: runnable(facts.amendInstitutionFacts) },
  { right: 'keep-register', mutation: runnable(facts.amendAppraiserFacts) },
  { right: 'keep-register', mutation: runnable(certificates.addCertificate) },
  { right: 'keep-register', mutation: runnable(certificates.amendCertificate) },
  { right: 'keep-register', mutation: runnable(certificates.setStanding) },
  { right: 'keep-register', mutation: runnable(assistants.addAssistant) },
  { right: 'keep-register', mutation: runnable(assistants.amendAssistant) },
  { right: 'keep-register', mutation: runnable(assistants.closeAssistant) },
  { right: 'keep-register', mutation: runnable(importRow) },
  { right: 'keep-register', mutation: runnable(decideConflict) },
  { right: 'answer-for-acts', mutation: runnable(setBureauSetting) },
  { right: 'inspect', mutation: runnable(inspections.startInspection) },
  { right: 'inspect', mutation: runnable(inspections.answerItem) },
  { right: 'inspect', mutation: runnable(inspections.resolveAnswer) },
  { right: 'inspect', mutation: runnable(inspections.noteFinding) },
  { right: 'inspect', mutation: runnable(inspections.removeFinding) },
  { right: 'inspect', mutation: runnable(inspections.addAttachment) },
  { right: 'inspect', mutation: runnable(inspections.removeAttachment) },
  { right: 'inspect', mutation: runnable(inspections.signInspection) },
  { right: 'inspect', mutation: runnable(inspections.sealInspection) },
  { right: 'inspect', mutation: runnable(visits.addForm) },
  { right: 'inspect', mutation: runnable(visits.dropForm) },
  { right: 'inspect', mutation: runnable(visits.noteParties) },
  { right: 'inspect', mutation: runnable(visits.attestVisit) },
  { right: 'inspect', mutation: runnable(visits.takeSection) },
  { right: 'inspect', mutation: runnable(visits.addAddendum) },
  { right: 'issue-documents', mutation: runnable(documents.askNumbers) },
  { right: 'issue-documents', mutation: runnable(documents.issueDocument) },
  { right: 'issue-documents', mutation: runnable(documents.voidDocument) },
  { right: 'keep-register', mutation: runnable(planning.publishItemVersion) },
  { right: 'keep-register', mutation: runnable(planning.registerInspector) },
  { right: 'keep-register', mutation: runnable(planning.amendInspector) },
  { right: 'keep-register', mutation: runnable(planning.closeInspector) },
  { right: 'inspect', mutation: runnable(planning.draftPlan) },
  { right: 'approve-inspections', mutation: runnable(planning.approvePlan) },
  { right: 'inspect', mutation: runnable(planning.publishPlan) },
  { right: 'approve-inspections', mutation: runnable(planning.closePlan) },
  { right: 'inspect', mutation: runnable(tasks.createTask) },
  { right: 'approve-inspections', mutation: runnable(tasks.approveTask) },
  { right: 'inspect', mutation: runnable(tasks.notifyTask) },
  { right: 'inspect', mutation: runnable(tasks.startTaskVisit) },
  { right: 'inspect', mutation: runnable(tasks.recordFailedVisit) },
  { right: 'inspect', mutation: runnable(tasks.signTask) },
  { right: 'inspect', mutation: runnable(tasks.concludeTask) },
  { right: 'inspect', mutation: runnable(tasks.feedBackTask) },
  { right: 'inspect', mutation: runnable(tasks.publishTask) },
  { right: 'inspect', mutation: runnable(tasks.rectifyTask) },
  { right: 'inspect', mutation: runnable(tasks.recheckTask) },
  { right: 'inspect', mutation: runnable(tasks.closeTask) },
  { right: 'approve-inspections', mutation: runnable(tasks.replaceTaskOfficers) },
  { right: 'inspect', mutation: runnable(tasks.correctTask) },
  { right: 'approve-inspections', mutation: runnable(tasks.voidTask) },
  { right: 'inspect', mutation: runnable(moveTemplate) },
  { right: 'inspect', mutation: runnable(templates.saveTemplateDraft) },
  { right: 'inspect', mutation: runnable(templates.discardTemplateDraft) },
  { right: 'publish-templates', mutation: runnable(templates.publishBureauTemplate) },
  { right: 'keep-register', mutation: runnable(saveExpert) },
  { right: 'keep-register', mutation: runnable(qualityPlan.planQualityReview) },
  { right: 'keep-register', mutation: runnable(qualityPlan.commitSample) },
  { right: 'keep-register', mutation: runnable(qualityPlan.drawSample) },
  { right: 'keep-register', mutation: runnable(qualityPlan.voidSample) },
  { right: 'keep-register', mutation: runnable(qualityPlan.addFocusFile) },
  { right: 'keep-register', mutation: runnable(qualityReview.assignReviewer) },
  { right: 'keep-register', mutation: runnable(qualityReview.replaceReviewer) },
  { right: 'keep-register', mutation: runnable(qualityReview.tellInstitution) },
  { right: 'keep-register', mutation: runnable(qualityReview.noteAnswer) },
  { right: 'decide-review', mutation: runnable(qualityReview.decideReview) },
  { right: 'review', mutation: runnable(fillScore), isBlind: true },
  { right: 'review', mutation: runnable(submitScore), isBlind: true },
  { right: 'keep-register', mutation: runnable(special.openCampaign) },
  { right: 'keep-register', mutation: runnable(special.noteMovedCase) },
  { right: 'keep-register', mutation: runnable(special.closeCampaign) },
  { right: 'inspect', mutation: runnable(special.saveFeeCheck) },
  { right: 'inspect', mutation: runnable(special.saveMatterCheck) },
  { right: 'keep-register', mutation: runnable(proficiency.planProficiencyTest) },
  { right: 'keep-register', mutation: runnable(proficiency.stepProficiencyTest) },
  { right: 'draw', mutation: runnable(draws.commitDraw) },
  { right: 'draw', mutation: runnable(draws.revealDraw) },
  { right: 'draw', mutation: runnable(draws.abandonDraw) },
  { right: 'draw', mutation: runnable(drawsLater.recuseDrawn) },
  { right: 'approve-inspections', mutation: runnable(drawsLater.voidDraw) },
  { right: 'inspect', mutation: runnable(orderRectification) },
  { right: 'inspect', mutation: runnable(rectification.submitPlan) },
  { right: 'inspect', mutation: runnable(rectification.agreePlan) },
  { right: 'inspect', mutation: runnable(rectification.reportDone) },
  { right: 'inspect', mutation: runnable(rectification.askExtension) },
  { right: 'answer-for-acts', mutation: runnable(rectification.decideExtension) },
  { right: 'inspect', mutation: runnable(rectification.beginRecheck) },
  { right: 'inspect', mutation: runnable(rectification.acceptRectification) },
  { right: 'inspect', mutation: runnable(rectification.notAccept) },
  { right: 'inspect', mutation: runnable(rectification.orderAgain) },
  { right: 'inspect', mutation: runnable(rectification.transferRectification) },
  { right: 'inspect', mutation: runnable(rectification.closeRectification) },
  { right: 'inspect', mutation: runnable(evidence.addEvidence) },
  { right: 'inspect', mutation: runnable(evidence.removeEvidence) },
];

const byName: MutationRegistry = new Map(ALL.map((entry) => [entry.mutation.name, entry]));

/** Made with what it may carry: any act of the registry but itself and acts about acts. */
export const correctAct = correctActOf((name) => byName.get(name)?.mutation ?? null);

export const mutationRegistry: MutationRegistry = new Map([
  ...byName,
  // Everybody may correct their own; the right asked for is that of the act it carries (`requiredBy`).
  [correctAct.name, { right: 'use-log', mutation: runnable(correctAct) }],
]);

/** The act whose right and version count: for a correction the act it carries. Null when this program does not know it. */
export function requiredBy(
  registry: MutationRegistry,
  act: { readonly name: string; readonly nameVersion: number; readonly args: JsonValue },
): { readonly entry: RegisteredMutation; readonly right: Right } | null {
  const entry = registry.get(act.name);
  if (!entry || act.nameVersion > entry.mutation.version) return null;
  const carried = act.name === correctAct.name ? CorrectArgs.safeParse(act.args).data?.act : undefined;
  if (!carried) return { entry, right: entry.right };
  const inner = registry.get(carried.name);
  return inner && carried.version <= inner.mutation.version ? { entry, right: inner.right } : null;
}

/** Whether an act, or the one a correction carries, holds what only its actor may read (decision 0021). */
export function isBlindAct(act: { readonly name: string; readonly args: JsonValue }): boolean {
  const carried = act.name === correctAct.name ? CorrectArgs.safeParse(act.args).data?.act.name : act.name;
  return carried !== undefined && mutationRegistry.get(carried)?.isBlind === true;
}
