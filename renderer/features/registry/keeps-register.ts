import { holdsRight } from '../../../shared/domain/org/authority.ts';
import { Role } from '../../../shared/domain/org/officer.ts';

/** Roles as a device knows them are plain words; one that a newer server uses gives no right here. */
export function keepsRegister(roles: readonly string[]): boolean {
  return holdsRight(
    roles.flatMap((role) => Role.safeParse(role).data ?? []),
    'keep-register',
  );
}
