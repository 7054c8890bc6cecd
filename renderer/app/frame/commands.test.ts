import { expect, test } from 'vitest';
import { matchCommands, type Command } from './commands.ts';

const command = (words: string, alsoFoundBy = ''): Command => ({
  id: words,
  words,
  alsoFoundBy,
  hint: '',
  run: () => undefined,
});

test('a command is found by its words and by those of the other language, in any order', () => {
  const all = [command('立即同步', 'ھازىر قەدەمداشلاش'), command('锁定', 'قۇلۇپلاش')];
  expect(matchCommands(all, '同步')).toEqual([all[0]]);
  expect(matchCommands(all, 'قەدەمداشلاش ھازىر')).toEqual([all[0]]);
  expect(matchCommands(all, '  ')).toEqual(all);
  expect(matchCommands(all, '无此')).toEqual([]);
});
