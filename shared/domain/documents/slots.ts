/** A piece of a line: fixed words, or the value of a slot, which keeps its own direction. */
export interface Run {
  readonly text: string;
  readonly isValue: boolean;
}

const SLOT = /\{([a-z][A-Za-z0-9]*)\}/g;

/** Names of the slots of a text, each once. */
export function slotsOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(SLOT)].map((match) => match[1] ?? ''))];
}

/** The text with its slots filled; a slot without a value stays empty. */
export function fill(text: string, valueOf: (slot: string) => string): readonly Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const match of text.matchAll(SLOT)) {
    if (match.index > at) runs.push({ text: text.slice(at, match.index), isValue: false });
    const value = valueOf(match[1] ?? '');
    if (value !== '') runs.push({ text: value, isValue: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) runs.push({ text: text.slice(at), isValue: false });
  return runs;
}

export function textOf(runs: readonly Run[]): string {
  return runs.map((run) => run.text).join('');
}
