import { conflictKind, type Conflict } from '../../../../shared/domain/conflicts/conflict.ts';
import { answerConflict } from '../../../../shared/domain/inspections/answer-conflict.ts';
import { answerKind, inspectionKind } from '../../../../shared/domain/inspections/inspection.ts';
import { handOverKind } from '../../../../shared/domain/log/hand-over.ts';
import { quarantinedActKind } from '../../../../shared/domain/log/quarantined-act.ts';
import { appraiserFactsKind } from '../../../../shared/domain/registry/appraiser-facts.ts';
import { appraiserKind } from '../../../../shared/domain/registry/appraiser.ts';
import { assistantKind } from '../../../../shared/domain/registry/assistant.ts';
import { certificateKind } from '../../../../shared/domain/registry/certificate.ts';
import { institutionFactsKind } from '../../../../shared/domain/registry/institution-facts.ts';
import { institutionKind } from '../../../../shared/domain/registry/institution.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { Bilingual } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { Desk } from '../../../data/desk.ts';
import { useLive, type Live } from '../../../data/use-live.ts';
import { useSession } from '../../../platform/session-context.tsx';
import { inboxItems, mayAnswerForActs, type InboxItem } from './inbox-items.ts';

/** Everything that waits for this officer or, for a head, for somebody of the prefecture. */
export function useInbox(): Live<readonly InboxItem[]> {
  const desk = useDesk();
  const { officer } = useSession();
  const isHead = mayAnswerForActs(officer.roles);
  return useLive(() => loadInbox(desk, isHead), ['inbox', isHead]);
}

/** Conflicts already decided, newest first. */
export function useDecided(): Live<readonly Conflict[]> {
  const desk = useDesk();
  return useLive(async () => {
    const decided = await desk.records.list(conflictKind, 'state', 'decided');
    return decided
      .toSorted((a, b) => ((a.decision?.at ?? '') < (b.decision?.at ?? '') ? 1 : -1))
      .slice(0, 50);
  }, ['inbox-decided']);
}

async function loadInbox(desk: Desk, isHead: boolean): Promise<readonly InboxItem[]> {
  const { records, officerId } = desk;
  const [conflicts, handOvers, quarantined, visits] = await Promise.all([
    records.list(conflictKind, 'state', 'open'),
    records.list(handOverKind, 'state', 'open'),
    records.all(quarantinedActKind),
    records.list(inspectionKind, 'state', 'in-progress'),
  ]);
  const answers = await Promise.all(
    visits
      .filter((visit) => visit.officers.includes(officerId))
      .map((visit) => records.list(answerKind, 'inspectionId', visit.id)),
  );
  return inboxItems({
    conflicts,
    handOvers: handOvers.filter((task) => task.to === officerId || (isHead && task.from !== officerId)),
    quarantined: quarantined.filter((act) => act.actor === officerId || isHead),
    answers: answers.flat().flatMap((answer) => answerConflict(answer) ?? []),
  });
}

/** The name of what a conflict is about, and where it is shown; null while it is not on this device. */
export function useSubject(
  table: string,
  recordId: RecordId,
): { readonly name: Bilingual; readonly path: string } | null {
  const desk = useDesk();
  const found = useLive(() => subjectOf(desk, table, recordId), ['inbox-subject', table, recordId]);
  return found.state === 'ready' ? found.value : null;
}

async function subjectOf(
  { records }: Desk,
  table: string,
  recordId: RecordId,
): Promise<{ readonly name: Bilingual; readonly path: string } | null> {
  if (table === certificateKind.table || table === assistantKind.table) {
    const certificate = await records.get(certificateKind, recordId);
    const part = certificate ?? (await records.get(assistantKind, recordId));
    const holder = part && (await records.get(institutionKind, part.institutionId));
    const tab = certificate ? 'certificates' : 'appraisers';
    return holder && { name: holder.name, path: `/registry/${holder.id}?tab=${tab}` };
  }
  if (table === institutionKind.table || table === institutionFactsKind.table) {
    const institution = await records.get(institutionKind, recordId);
    return institution && { name: institution.name, path: `/registry/${institution.id}` };
  }
  if (table === appraiserKind.table || table === appraiserFactsKind.table) {
    const appraiser = await records.get(appraiserKind, recordId);
    return appraiser && { name: appraiser.name, path: `/registry/appraisers/${appraiser.id}` };
  }
  const visit = await records.get(inspectionKind, recordId);
  const institution = visit && (await records.get(institutionKind, visit.institutionId));
  return institution && { name: institution.name, path: `/inspections/${visit.id}` };
}
