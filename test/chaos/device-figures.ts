import type { Page } from '@playwright/test';
import { z } from 'zod';

const Photo = z.object({ attachmentId: z.string(), sha256: z.string(), sizeBytes: z.int() });
export type Photo = z.infer<typeof Photo>;

// As text: what runs in the window is read row by row from its own IndexedDB and through its own bridge.
const OPEN = `
  const open = (name) => new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const ask = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });`;

/** Photos this device has made, by its own upload rows. */
export async function photosOf(page: Page): Promise<readonly Photo[]> {
  const rows = await page.evaluate(`(async () => {${OPEN}
    const found = [];
    for (const { name } of await indexedDB.databases()) {
      const db = await open(name);
      if (db.objectStoreNames.contains('uploads'))
        for (const row of await ask(db.transaction('uploads').objectStore('uploads').getAll()))
          found.push({ attachmentId: row.attachmentId, sha256: row.sha256, sizeBytes: row.sizeBytes });
      db.close();
    }
    return found;
  })()`);
  return z.array(Photo).parse(rows);
}

/** How many records of each kind of a visit lie in this device's database. */
export async function recordCounts(page: Page): Promise<Readonly<Record<string, number>>> {
  const counts = await page.evaluate(`(async () => {${OPEN}
    const counts = {};
    for (const { name } of await indexedDB.databases()) {
      const db = await open(name);
      for (const table of ['inspections', 'answers', 'findings', 'attachments'])
        if (db.objectStoreNames.contains(table))
          counts[table] = (counts[table] ?? 0) + (await ask(db.transaction(table).objectStore(table).count()));
      db.close();
    }
    return counts;
  })()`);
  return z.record(z.string(), z.int()).parse(counts);
}

/** Fetches photos from the region as a colleague would, and counts those whose bytes have the right hash. */
export async function fetchedBy(page: Page, photos: readonly Photo[]): Promise<number> {
  let intact = 0;
  for (const photo of photos) {
    const ref = JSON.stringify(photo);
    const answer = await page.evaluate(`(async () => {
      const fetched = await window.bureau.call('files/fetch', ${ref});
      const read = await window.bureau.call('files/read', { sha256: ${JSON.stringify(photo.sha256)} });
      if (fetched.kind !== 'fetched' || read.kind !== 'bytes') return fetched.kind + ', ' + read.kind;
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', read.bytes));
      return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    })()`);
    if (answer === photo.sha256) intact += 1;
  }
  return intact;
}
