import { columnsOf, plain, type ListName } from './columns.ts';

/** Which column of the file holds what: key of ours → position in the file. */
export type Mapping = Readonly<Record<string, number>>;

/** Header words of earlier files and what the officer said they mean. */
export type Remembered = Readonly<Record<string, string>>;

/** Finds our columns by the words of the header: first as the officer said earlier, then by the known words. */
export function guessMapping(list: ListName, header: readonly string[], remembered: Remembered): Mapping {
  const mapping: Record<string, number> = {};
  const taken = new Set<number>();
  const take = (key: string, at: number): void => {
    if (at < 0 || taken.has(at) || mapping[key] !== undefined) return;
    mapping[key] = at;
    taken.add(at);
  };
  header.forEach((title, at) => {
    const key = remembered[`${list}:${plain(title)}`];
    if (key !== undefined) take(key, at);
  });
  const columns = columnsOf(list);
  // Word by word, so that the name we write ourselves wins over a word that several columns know.
  const depth = Math.max(...columns.flatMap(({ words }) => Object.values(words).map((some) => some.length)));
  for (let rank = 0; rank < depth; rank++)
    for (const { key, words } of columns)
      for (const some of [words.zh, words.ug, words.en]) {
        const word = some[rank];
        if (word !== undefined)
          take(
            key,
            header.findIndex((title, at) => !taken.has(at) && plain(title) === plain(word)),
          );
      }
  return mapping;
}

/** What to remember of a mapping: only the words of headers, nothing of the rows. */
export function rememberMapping(
  list: ListName,
  header: readonly string[],
  mapping: Mapping,
  before: Remembered,
): Remembered {
  const fresh = Object.entries(mapping).map(([key, at]) => [`${list}:${plain(header[at] ?? '')}`, key]);
  return { ...before, ...Object.fromEntries(fresh) };
}

/** Columns without which no row can be taken. */
export function missingColumns(list: ListName, mapping: Mapping): readonly string[] {
  return columnsOf(list).flatMap(({ key, required }) =>
    required && mapping[key] === undefined ? [key] : [],
  );
}
