import type { OfficerId } from '../../shared/lib/ids.ts';
import { deriveKey, open, seal } from './aead.ts';
import { copyBag, wipeBag, type Bag } from './bag.ts';
import { signEd25519 } from './key-pairs.ts';

/** Stores of the main process that encrypt under the data key, each under a key of its own derived from it. */
export type StoreName = 'journal' | 'files' | 'snapshots' | 'link' | 'draws';

/** Seals and opens for one store. After the session ended it throws `SessionEnded`: nothing is written under a wiped key. */
export interface StoreCipher {
  seal(plain: Uint8Array, context: string): Uint8Array<ArrayBuffer>;
  open(sealed: Uint8Array, context: string): Uint8Array<ArrayBuffer> | null;
}

export class SessionEnded extends Error {
  readonly code = 'SESSION_ENDED';
}

/** The keys of the officer who is signed in; `end` overwrites them. */
export class OpenSession {
  readonly officerId: OfficerId;
  readonly prefectureCode: string;
  private readonly bag: Bag;
  private readonly storeKeys = new Map<StoreName, Uint8Array>();
  private hasEnded = false;

  constructor(officerId: OfficerId, prefectureCode: string, bag: Bag) {
    this.officerId = officerId;
    this.prefectureCode = prefectureCode;
    this.bag = bag;
  }

  /** The keys themselves; not to be kept beyond the call that asked. */
  get keys(): Bag {
    this.assertOpen();
    return this.bag;
  }

  /** A copy of all keys, for the keybag of a further officer of this device. */
  copyKeys(): Bag {
    return copyBag(this.keys);
  }

  signAsOfficer(bytes: Uint8Array): Uint8Array {
    return signEd25519(this.keys.officerSigning, bytes);
  }

  signAsDevice(bytes: Uint8Array): Uint8Array {
    return signEd25519(this.keys.deviceSigning, bytes);
  }

  cipher(store: StoreName): StoreCipher {
    return {
      seal: (plain, context) => seal(this.storeKey(store), plain, context),
      open: (sealed, context) => open(this.storeKey(store), sealed, context),
    };
  }

  end(): void {
    this.hasEnded = true;
    wipeBag(this.bag);
    for (const key of this.storeKeys.values()) key.fill(0);
  }

  private storeKey(store: StoreName): Uint8Array {
    this.assertOpen();
    const known =
      this.storeKeys.get(store) ?? deriveKey(this.bag.dataKey, new Uint8Array(), `jd-store-1|${store}`);
    this.storeKeys.set(store, known);
    return known;
  }

  private assertOpen(): void {
    if (this.hasEnded) throw new SessionEnded('the session has ended');
  }
}
