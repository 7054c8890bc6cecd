import type { Journal } from '../files/journal.ts';
import type { AreaHandlers } from './calls.ts';

/** The act log of this device. */
export function journalCalls(journal: Journal): AreaHandlers<'journal'> {
  return {
    'journal/open': () => journal.open(),
    'journal/append': (draft) => journal.append(draft),
    'journal/read': ({ logId, fromSeq, maxEntries }) => journal.read(logId, fromSeq, maxEntries),
    'journal/start-log': () => journal.startLog(),
    'journal/trim': (order) => journal.trim(order),
  };
}
