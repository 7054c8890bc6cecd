import type { SealedField } from '../../shared/protocol/sealed-field.ts';
import { orDiskFailure } from '../files/disk-failure.ts';
import type { KeyCustody } from '../keys/custody.ts';
import type { AreaHandlers } from './calls.ts';

/** Sign-in, lock, co-signing and sealed fields. */
export function keysCalls(custody: KeyCustody): AreaHandlers<'keys'> {
  return {
    'keys/sign-in': ({ officerId, password }) => custody.signIn(officerId, password),
    'keys/recover': ({ officerId, recoveryKey, newPassword }) =>
      orDiskFailure(() => custody.recover(officerId, recoveryKey, newPassword)),
    'keys/change-password': ({ oldPassword, newPassword }) =>
      orDiskFailure(() => custody.changePassword(oldPassword, newPassword)),
    'keys/session': () => custody.session(),
    'keys/lock': async () => {
      await custody.lock();
      return undefined;
    },
    'keys/lock-revoked': () =>
      orDiskFailure(async () => {
        await custody.lockRevoked();
        return { kind: 'written' as const };
      }),
    'keys/cosign': ({ officerId, password }) => custody.cosign(officerId, password),
    'keys/end-cosign': () => {
      custody.endCosign();
      return undefined;
    },
    'keys/seal-field': async ({ caseKeyId, text }) => {
      const sealed = await custody.sealField(caseKeyId, text);
      return sealed.kind === 'sealed'
        ? { kind: 'sealed', field: { ...sealed.field } satisfies SealedField }
        : sealed;
    },
    'keys/open-field': ({ field }) => custody.openField(field),
  };
}
