import { isDemand, type TemplateRule } from './template-rule.ts';

/** Circles of items that show one another, each once, beginning with its smallest id: none of their items would ever be asked. */
export function showCycles(rules: readonly TemplateRule[]): readonly (readonly string[])[] {
  const next = new Map<string, Set<string>>();
  for (const rule of rules)
    if (!isDemand(rule))
      next.set(rule.when.item, new Set([...(next.get(rule.when.item) ?? []), ...rule.show]));
  const cycles: string[][] = [];
  const done = new Set<string>();
  for (const start of [...next.keys()].toSorted()) {
    if (done.has(start)) continue;
    const path = pathBack(start, next);
    if (!path) continue;
    for (const id of path) done.add(id);
    const least = path.indexOf(path.toSorted()[0] ?? start);
    cycles.push([...path.slice(least), ...path.slice(0, least)]);
  }
  return cycles;
}

/** The shortest way from an item back to itself; null when there is none. */
function pathBack(start: string, next: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | null {
  const from = new Map<string, string>();
  const queue = [start];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    for (const to of [...(next.get(id) ?? [])].toSorted()) {
      if (to === start) return wayTo(id, start, from);
      if (from.has(to)) continue;
      from.set(to, id);
      queue.push(to);
    }
  }
  return null;
}

function wayTo(end: string, start: string, from: ReadonlyMap<string, string>): readonly string[] {
  const way = [end];
  while (way[0] !== start) way.unshift(from.get(way[0] ?? start) ?? start);
  return way;
}
