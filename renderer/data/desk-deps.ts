import type { DeviceId, OfficerId } from '../../shared/lib/ids.ts';
import type { Clock, Random } from '../../shared/lib/ports.ts';
import type { Bureau } from '../platform/bureau.ts';

export interface DeskSession {
  readonly officerId: OfficerId;
  readonly prefectureCode: string;
  /** Overwritten once imported. */
  readonly dataKey: Uint8Array<ArrayBuffer>;
}

export interface DeskDevice {
  readonly deviceId: DeviceId;
  /** Of the key manifest this device holds. */
  readonly manifestVersion: number;
  readonly receiptKeys: readonly { readonly keyId: string; readonly publicKey: string }[];
}

export interface OpenDeskDeps {
  readonly bureau: Bureau;
  readonly session: DeskSession;
  readonly device: DeskDevice;
  readonly appVersion: string;
  readonly clock: Clock;
  readonly random: Random;
  /** The server ended this device's right to work, and everything it had is receipted, or it was reported stolen. */
  readonly onRevoked?: () => void;
  /** Tests open a database of their own name. */
  readonly databaseName?: string;
}
