import type { Page } from '@playwright/test';
import { z } from 'zod';
import type { Words } from './words.ts';

export const Equation = z.object({
  created: z.int(),
  delivered: z.int(),
  waiting: z.int(),
  quarantined: z.int(),
  withdrawn: z.int(),
});
export type Equation = z.infer<typeof Equation>;

export function isConserved(equation: Equation): boolean {
  return (
    equation.created === equation.delivered + equation.waiting + equation.quarantined + equation.withdrawn
  );
}

/** The equation as a person reads it in the status bar. */
export async function shownEquation(page: Page, t: Words): Promise<Equation> {
  const bar = page.getByRole('contentinfo');
  const read = async (part: keyof Equation): Promise<[string, number]> => {
    const text = await bar.getByRole('link', { name: t(`app:status.${part}`) }).innerText();
    return [part, Number(/\d+/.exec(text)?.[0])];
  };
  return Equation.parse(
    Object.fromEntries(
      await Promise.all((['created', 'delivered', 'waiting', 'quarantined', 'withdrawn'] as const).map(read)),
    ),
  );
}

// As text: scripts are compiled without the DOM.
const READ_OUTBOX = `(async () => {
  const states = { created: 0, delivered: 0, waiting: 0, quarantined: 0, withdrawn: 0 };
  const acts = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    if (db.objectStoreNames.contains('outbox')) {
      const rows = await new Promise((resolve, reject) => {
        const reading = db.transaction('outbox').objectStore('outbox').getAll();
        reading.onsuccess = () => resolve(reading.result);
        reading.onerror = () => reject(reading.error);
      });
      for (const row of rows) {
        states.created += 1;
        states[row.state] += 1;
        acts.push(row.logId + ':' + row.seq + ':' + row.hash);
      }
    }
    db.close();
  }
  return { states, acts };
})()`;

const Outbox = z.object({ states: Equation, acts: z.array(z.string()) });

/** The acts themselves, counted row by row in IndexedDB: what the counters on screen must agree with. */
export async function countedOutbox(page: Page): Promise<z.infer<typeof Outbox>> {
  return Outbox.parse(await page.evaluate(READ_OUTBOX));
}
