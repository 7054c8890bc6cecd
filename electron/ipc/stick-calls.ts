import { STICK_DROP } from '../../shared/ipc/stick-calls.ts';
import type { Sticks } from '../sticks/sticks.ts';
import type { AreaHandlers } from './calls.ts';

/** Sticks. `chooseFolder` asks with the system's own dialog; null when the officer thought better of it. */
export function stickCalls(
  sticks: Sticks,
  chooseFolder: () => Promise<string | null>,
): AreaHandlers<'stick'> {
  return {
    'stick/choose-folder': async () => {
      const path = await chooseFolder();
      return path === null ? { kind: 'cancelled' } : sticks.takeFolder(path);
    },
    [STICK_DROP]: ({ paths }) => sticks.takeFiles(paths),
    'stick/look': ({ handle }) => sticks.look(handle),
    'stick/write-begin': ({ handle, facts, ranges }) => sticks.beginWriting(handle, facts, ranges),
    'stick/write-segment': ({ writeId, bytes }) => sticks.writeSegment(writeId, bytes),
    'stick/write-file': ({ writeId, ...file }) => sticks.writeFile(writeId, file),
    'stick/write-finish': ({ writeId }) => sticks.finishWriting(writeId),
    'stick/write-abandon': async ({ writeId }) => {
      await sticks.abandonWriting(writeId);
      return undefined;
    },
    'stick/read-begin': ({ handle }) => sticks.beginReading(handle),
    'stick/read-next': ({ readId }) => sticks.readNext(readId),
    'stick/read-end': async ({ readId, taken }) => {
      await sticks.endReading(readId, taken);
      return undefined;
    },
    'stick/carry': ({ handle }) => sticks.carry(handle),
    'stick/carry-cancel': ({ handle }) => {
      sticks.cancelCarrying(handle);
      return undefined;
    },
    'stick/history': async () => [...(await sticks.history())],
  };
}
