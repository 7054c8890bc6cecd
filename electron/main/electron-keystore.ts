import { safeStorage } from 'electron';
import { fromBase64, toBase64 } from '../../shared/lib/bytes.ts';
import type { Keystore } from '../keys/keystore.ts';

/** The system's keystore through Electron; `none` where Chromium would only pretend (`basic_text` under a bare display). */
export function electronKeystore(): Keystore {
  return {
    kind: isReal() ? 'real' : 'none',
    protect: (secret) => Uint8Array.from(safeStorage.encryptString(toBase64(secret))),
    reveal: (blob) => {
      try {
        return fromBase64(safeStorage.decryptString(Buffer.from(blob)));
      } catch {
        return null;
      }
    },
  };
}

function isReal(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return (
    process.platform !== 'linux' ||
    !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
  );
}
