import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { BundleCipher } from '../../shared/protocol/bundle-parts.ts';

const TAG_BYTES = 16;

/** AES-256-GCM for the parts of one bundle. */
export function gcm(key: Uint8Array): BundleCipher {
  return {
    seal: (nonce, plain) => {
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    open: (nonce, sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce);
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
      const plain = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
      try {
        decipher.final();
        return plain;
      } catch {
        return null;
      }
    },
  };
}
