import { fromBase64, toBase64 } from '../../shared/lib/bytes.ts';
import type { OfficerId } from '../../shared/lib/ids.ts';
import type { EnrolAnswer, EnrolRequest } from '../../shared/protocol/enrol.ts';
import type { Bag } from './bag.ts';
import type { KeyCustody } from './custody.ts';
import { createKeybag, type KeybagTools } from './keybag.ts';
import { newKeyPair, publicKeyOf } from './key-pairs.ts';
import { newRecoveryKey } from './recovery-key.ts';

type PublicKeys = Pick<
  EnrolRequest,
  'deviceId' | 'deviceSigningKey' | 'deviceSealingKey' | 'officerSigningKey' | 'officerSealingKey'
>;
type FreshKeys = Omit<Bag, 'rootPublicKey' | 'prefectureSealing' | 'wrappedPrefectureKey'>;

/** Fresh keys of one enrolment; the same ones go into every repetition, so that a lost answer can be asked for again. */
export interface EnrolmentKeys {
  readonly public: PublicKeys;
  readonly secret: FreshKeys;
}

/**
 * Keys for a new officer. On an enrolled device the data key and the device's keys come from the open session; null
 * when the device is enrolled and nobody is signed in: its data key cannot be shared then.
 */
export function prepareEnrolment(custody: KeyCustody, tools: KeybagTools): EnrolmentKeys | null {
  const { device } = custody.registry;
  const open = custody.current;
  if (device !== null && open === null) return null;
  const officer = { signing: newKeyPair('ed25519'), sealing: newKeyPair('x25519') };
  const shared = open?.copyKeys() ?? null;
  const secret = {
    dataKey: shared?.dataKey ?? Uint8Array.from(tools.random.bytes(32)),
    deviceSigning: shared?.deviceSigning ?? newKeyPair('ed25519').privateKey,
    deviceSealing: shared?.deviceSealing ?? newKeyPair('x25519').privateKey,
    officerSigning: officer.signing.privateKey,
    officerSealing: officer.sealing.privateKey,
    compartments: new Map<string, Uint8Array<ArrayBuffer>>(),
  };
  return {
    public: {
      deviceId: device?.deviceId ?? null,
      deviceSigningKey: toBase64(publicKeyOf('ed25519', secret.deviceSigning)),
      deviceSealingKey: toBase64(publicKeyOf('x25519', secret.deviceSealing)),
      officerSigningKey: toBase64(officer.signing.publicKey),
      officerSealingKey: toBase64(officer.sealing.publicKey),
    },
    secret,
  };
}

/**
 * Writes keybag and device file and signs the officer in, unless somebody is signed in already. Throws the disk's error;
 * what a crash or a full disk leaves half done is taken back at the next start.
 */
export async function completeEnrolment(
  custody: KeyCustody,
  tools: KeybagTools,
  keys: EnrolmentKeys,
  answer: EnrolAnswer,
  address: string,
  password: string,
): Promise<{ officerId: OfficerId; recoveryKey: string }> {
  const { officerId } = answer.officer;
  const bag = bagOf(keys, answer);
  const recoveryKey = newRecoveryKey(tools.random);
  const { file, bagKey } = await createKeybag(tools, officerId, bag, password, recoveryKey);
  await custody.bags.beginEnrolment(officerId);
  await custody.bags.write(file);
  const known = custody.registry.device;
  await custody.registry.store({
    v: 1,
    deviceId: answer.deviceId,
    address,
    bureau: known?.bureau ?? answer.bureau,
    manifest: answer.manifest,
    officers: [
      ...(known?.officers.filter((officer) => officer.officerId !== officerId) ?? []),
      answer.officer,
    ],
    certificates: { ...known?.certificates, [officerId]: answer.certificate },
  });
  await custody.bags.enrolmentDone();
  if (custody.current === null) await custody.enter(officerId, { bag, bagKey });
  return { officerId, recoveryKey };
}

function bagOf(keys: EnrolmentKeys, answer: EnrolAnswer): Bag {
  return {
    ...keys.secret,
    rootPublicKey: fromBase64(answer.manifest.rootPublicKey),
    prefectureSealing: fromBase64(answer.prefectureSealingKey),
    wrappedPrefectureKey:
      answer.wrappedPrefectureKey === null ? null : fromBase64(answer.wrappedPrefectureKey),
  };
}
