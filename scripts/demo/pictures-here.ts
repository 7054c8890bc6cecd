import type { Page } from '@playwright/test';
import { z } from 'zod';

const HeldPicture = z.object({ attachmentId: z.string(), sha256: z.string(), sizeBytes: z.int() });
export type HeldPicture = z.infer<typeof HeldPicture>;

// As text: scripts are compiled without the DOM. The bytes come decrypted from this device's own store and are hashed here.
const READ = `(async () => {
  const held = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const rows = !db.objectStoreNames.contains('uploads') ? [] : await new Promise((resolve, reject) => {
      const reading = db.transaction('uploads').objectStore('uploads').getAll();
      reading.onsuccess = () => resolve(reading.result);
      reading.onerror = () => reject(reading.error);
    });
    db.close();
    for (const row of rows) {
      const answer = await window.bureau.call('files/read', { sha256: row.sha256 });
      if (answer.kind !== 'bytes') continue;
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', answer.bytes));
      held.push({
        attachmentId: row.attachmentId,
        sha256: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
        sizeBytes: answer.bytes.length,
      });
    }
  }
  return held;
})()`;

/** The pictures whose bytes lie on this device, with the hash of those bytes as they are now. */
export async function picturesHere(page: Page): Promise<readonly HeldPicture[]> {
  return z.array(HeldPicture).parse(await page.evaluate(READ));
}
