import type { ConflictItem } from '../../../../shared/domain/conflict-item.ts';
import type { Conflict } from '../../../../shared/domain/conflicts/conflict.ts';
import type { HandOver } from '../../../../shared/domain/log/hand-over.ts';
import type { QuarantinedAct } from '../../../../shared/domain/log/quarantined-act.ts';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import { Role } from '../../../../shared/domain/org/officer.ts';
import type { Instant } from '../../../../shared/lib/dates.ts';

/** Something a named person has to look at. `id` names it in the address; `at` is since when it waits. */
export type InboxItem =
  | { readonly kind: 'conflict'; readonly id: string; readonly at: Instant; readonly conflict: Conflict }
  | { readonly kind: 'answer'; readonly id: string; readonly at: Instant; readonly item: ConflictItem }
  | { readonly kind: 'hand-over'; readonly id: string; readonly at: Instant; readonly task: HandOver }
  | { readonly kind: 'quarantined'; readonly id: string; readonly at: Instant; readonly act: QuarantinedAct };

export interface InboxSources {
  readonly conflicts: readonly Conflict[];
  readonly answers: readonly ConflictItem[];
  readonly handOvers: readonly HandOver[];
  readonly quarantined: readonly QuarantinedAct[];
}

/** Oldest first: what has waited longest comes first. */
export function inboxItems(sources: InboxSources): readonly InboxItem[] {
  const items: InboxItem[] = [
    ...sources.conflicts.map((conflict): InboxItem => ({
      kind: 'conflict',
      id: `conflict:${conflict.id}`,
      at: conflict.raisedAt,
      conflict,
    })),
    ...sources.answers.map((item): InboxItem => ({
      kind: 'answer',
      id: `answer:${item.id}`,
      at: item.raisedAt,
      item,
    })),
    ...sources.handOvers.map((task): InboxItem => ({
      kind: 'hand-over',
      id: `hand-over:${task.id}`,
      at: task.at,
      task,
    })),
    ...sources.quarantined.map((act): InboxItem => ({
      kind: 'quarantined',
      id: `act:${act.id}`,
      at: act.since,
      act,
    })),
  ];
  return items.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
}

/** Roles as a device knows them are plain words; one that a newer server uses gives no right here. */
export function mayAnswerForActs(roles: readonly string[]): boolean {
  return holdsRight(
    roles.flatMap((role) => Role.safeParse(role).data ?? []),
    'answer-for-acts',
  );
}

/** Past its alarm an act is red on both sides; it never expires. */
export function isOverdue(act: Pick<QuarantinedAct, 'alarmAt'>, now: Instant): boolean {
  return act.alarmAt <= now;
}
