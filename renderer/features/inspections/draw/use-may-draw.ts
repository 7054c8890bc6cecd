import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import { Role } from '../../../../shared/domain/org/officer.ts';
import { useSession } from '../../../platform/session-context.tsx';

/** Whether the signed-in officer may commit to a draw and bring it to its end. */
export function useMayDraw(): boolean {
  const { officer } = useSession();
  const roles = officer.roles.flatMap((role) => Role.safeParse(role).data ?? []);
  return holdsRight(roles, 'draw');
}
