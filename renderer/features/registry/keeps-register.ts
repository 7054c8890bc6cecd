import { holdsRight, type Right } from '../../../shared/domain/org/authority.ts';
import { Role } from '../../../shared/domain/org/officer.ts';

export function keepsRegister(roles: readonly string[]): boolean {
  return holds(roles, 'keep-register');
}

/** May change the bureau's own settings. */
export function answersForBureau(roles: readonly string[]): boolean {
  return holds(roles, 'answer-for-acts');
}

/** Roles as a device knows them are plain words; one that a newer server uses gives no right here. */
function holds(roles: readonly string[], right: Right): boolean {
  return holdsRight(
    roles.flatMap((role) => Role.safeParse(role).data ?? []),
    right,
  );
}
