import { canonicalJson } from '../../lib/json.ts';

const NOT_ASCII = /[\u0080-\uffff]/g;

/**
 * Whether a text is its value written in one of the ways that programs write JSON: canonical (what we write), as
 * JSON.stringify does with indent 0, 2 or 4, or as Python's json.dumps does. A transcript may pass through a program
 * that lays it out anew, but no single byte can be changed, added or taken away between values: two layouts of one
 * value are never one byte apart. It also finds members named twice, which JSON.parse drops without a word.
 */
export function isKnownLayout(text: string, value: unknown): boolean {
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  return layouts(value).some((layout) => layout === body || escaped(layout) === body);
}

function layouts(value: unknown): readonly string[] {
  const lines = JSON.stringify(value, null, 1);
  // Text inside quotes holds no bare line break, so these only meet the layout.
  const spaced = lines.replaceAll(/,\n */g, ', ').replaceAll(/\n */g, '');
  return [
    canonicalJson(value),
    JSON.stringify(value),
    JSON.stringify(value, null, 2),
    JSON.stringify(value, null, 4),
    spaced,
  ];
}

function escaped(text: string): string {
  return text.replaceAll(NOT_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
