import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../../../shared/protocol/protocol-version.ts';

/** Whether requests of this wire version are answered: the newest and what the floor still allows. */
export function isSupportedVersion(version: number): boolean {
  return version >= PROTOCOL_FLOOR && version <= PROTOCOL_VERSION;
}
