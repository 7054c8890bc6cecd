import type { EnrolFinishOutcome } from '../../shared/ipc/contract.ts';
import type { OfficerId } from '../../shared/lib/ids.ts';
import { orDiskFailure } from '../files/disk-failure.ts';
import type { KeyCustody } from '../keys/custody.ts';
import { completeEnrolment, prepareEnrolment, type EnrolmentKeys } from '../keys/enrolment-keys.ts';
import type { KeybagTools } from '../keys/keybag.ts';
import { isPasswordLongEnough, MIN_PASSWORD_LENGTH } from '../keys/password-rule.ts';
import type { Enrolment } from '../net/enrolment.ts';
import type { AreaHandlers } from './calls.ts';

export interface EnrolPorts {
  readonly custody: KeyCustody;
  readonly tools: KeybagTools;
  readonly enrolment: Enrolment;
  /** Trusts the enrolled device's authority from now on. */
  readonly pinEnrolled: () => Promise<void>;
}

/** Enrolment of the device and of further officers on it. */
export function enrolCalls(ports: EnrolPorts): AreaHandlers<'enrol'> {
  // Kept between tries of one look-up: the server answers the same keys with the same enrolment.
  let keys: EnrolmentKeys | null = null;
  return {
    'enrol/look': async ({ address, code }) => {
      keys = null;
      const outcome = await ports.enrolment.look(address, code);
      if (outcome.kind !== 'found') await ports.pinEnrolled();
      return outcome;
    },
    'enrol/finish': async ({ password, deviceLabel }) => {
      const { custody, enrolment } = ports;
      const found = enrolment.lookedUp;
      if (found === null) return { kind: 'nothing-looked-up' };
      if (!isPasswordLongEnough(password))
        return { kind: 'password-too-weak', minLength: MIN_PASSWORD_LENGTH };
      if (!(await custody.registry.areFilesReadable()))
        return { kind: 'disk-error', code: 'KEY_FILES_UNREADABLE' };
      keys ??= prepareEnrolment(custody, ports.tools);
      if (keys === null) return { kind: 'locked' };
      const answer = await enrolment.finish({ ...keys.public, deviceLabel });
      if ('kind' in answer) return answer;
      const prepared = keys;
      const stored = await orDiskFailure<{ officerId: OfficerId; recoveryKey: string } | EnrolFinishOutcome>(
        () => completeEnrolment(custody, ports.tools, prepared, answer, found.address.text, password),
      );
      if ('kind' in stored) return stored;
      keys = null;
      enrolment.forget();
      await ports.pinEnrolled();
      return { kind: 'enrolled', ...stored };
    },
  };
}
