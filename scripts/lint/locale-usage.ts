/**
 * What the source does with the texts: every literal key exists, every text is used, and no text is written into code.
 *
 * A key is used by `t('ns:key')`, by `t('key')` in a file that says `useTranslation('ns')`, or by any string 'ns:key'.
 * Keys put together at run time are announced once, in a comment anywhere in the source: `// i18n-dynamic: errors:code.*`
 * A file that must hold Chinese or Uyghur text as data says so in a comment with a reason: `// i18n-data: date tables`
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { sourceFiles } from '../lib/source-files.ts';
import { writtenKey, type Locales } from './locale-files.ts';

interface Node {
  type: string;
  start: number;
  [field: string]: unknown;
}

interface SourceScan {
  file: string;
  code: string;
  namespaces: string[];
  /** First arguments of t(…): literal keys, or what stands before the first expression of a template. */
  keys: { text: string; isWhole: boolean; start: number }[];
  literals: { text: string; start: number }[];
  dynamic: string[];
  isData: boolean;
}

const TRANSLATED_ROOMS = ['renderer', 'electron', 'server'];
/** Letters; punctuation and digits of these scripts may be compared with in code. */
const NATIVE_TEXT = /(?=\p{L})[\p{Script=Han}\p{Script=Arabic}]/u;

/** Problems of key use and of text in code under `base`. */
export function usageProblems(base: string, locales: Locales): string[] {
  const scans = sourceFiles(TRANSLATED_ROOMS, base)
    .filter((file) => !/\.(test|spec)\.tsx?$|\.d\.ts$/.test(file))
    .map((file) => scan(base, file));
  const written = new Set([...locales.zh.keys(), ...locales.ug.keys()].map(writtenKey));
  const dynamic = scans.flatMap((source) => source.dynamic);
  const used = new Set<string>();
  const problems = scans.flatMap((source) => [
    ...keyProblems(source, written, locales.namespaces, dynamic, used),
    ...textProblems(source),
  ]);
  for (const pattern of dynamic) {
    if (![...written].some((key) => matches(pattern, key)))
      problems.push(`i18n-dynamic: ${pattern} matches no text`);
  }
  for (const key of written) {
    if (!used.has(key) && !dynamic.some((pattern) => matches(pattern, key)))
      problems.push(`${key} is used nowhere`);
  }
  return problems;
}

function keyProblems(
  source: SourceScan,
  written: Set<string>,
  namespaces: Set<string>,
  dynamic: string[],
  used: Set<string>,
): string[] {
  const problems: string[] = [];
  for (const { text, isWhole, start } of source.keys) {
    const candidates = fullKeys(text, source.namespaces, namespaces);
    if (isWhole) {
      const found = candidates.filter((key) => written.has(key));
      for (const key of found) used.add(key);
      if (found.length === 0 && !candidates.some((key) => dynamic.some((pattern) => matches(pattern, key)))) {
        problems.push(
          `${at(source, start)}: no such text: ${candidates.length === 1 ? (candidates[0] ?? text) : text}`,
        );
      }
    } else if (!isAnnounced(text, candidates, source, dynamic)) {
      problems.push(
        `${at(source, start)}: key made at run time ('${text}…'): announce it with // i18n-dynamic: <namespace>:<prefix>.*`,
      );
    }
  }
  const asked = new Set(source.keys.map((key) => key.start));
  for (const { text, start } of source.literals) {
    const namespace = /^([\w-]+):[\w.-]+$/.exec(text)?.[1];
    if (namespace === undefined || !namespaces.has(namespace)) continue;
    if (written.has(text)) used.add(text);
    // The beginning of a key that is completed at run time.
    else if (text.endsWith('.') && dynamic.some((pattern) => pattern.startsWith(text))) continue;
    else if (!asked.has(start) && text.includes('.'))
      problems.push(`${at(source, start)}: no such text: ${text}`);
  }
  return problems;
}

function isAnnounced(head: string, candidates: string[], source: SourceScan, dynamic: string[]): boolean {
  if (head === '' || head.endsWith(':')) return source.dynamic.length > 0;
  return candidates.some((key) =>
    dynamic.some((pattern) => matches(pattern, key) || pattern.startsWith(key)),
  );
}

function fullKeys(text: string, own: string[], all: Set<string>): string[] {
  if (text.includes(':')) return [text];
  return (own.length > 0 ? own : [...all]).map((namespace) => `${namespace}:${text}`);
}

/** `*` stands for any text, also in the middle: `acts:*.title`. */
function matches(pattern: string, key: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(key);
}

function textProblems(source: SourceScan): string[] {
  const mustBeClean = source.file.endsWith('.tsx') || source.file.startsWith('renderer/');
  if (!mustBeClean || source.isData) return [];
  return source.literals
    .filter(({ text }) => NATIVE_TEXT.test(text))
    .map(({ text, start }) => `${at(source, start)}: text in code: ${text.trim().slice(0, 40)}`);
}

function scan(base: string, file: string): SourceScan {
  const code = readFileSync(join(base, file), 'utf8');
  const parsed = parseSync(file, code);
  const source: SourceScan = {
    file,
    code,
    namespaces: [],
    keys: [],
    literals: [],
    dynamic: [],
    isData: false,
  };
  for (const { value } of parsed.comments) {
    for (const match of value.matchAll(/i18n-dynamic:([^\n]*)/g)) {
      source.dynamic.push(...(match[1] ?? '').split(/[\s,]+/).filter((part) => part.includes(':')));
    }
    if (/i18n-data:\s*\S/.test(value)) source.isData = true;
  }
  visit(parsed.program as unknown as Node, source);
  return source;
}

function visit(node: Node, source: SourceScan): void {
  if (node.type === 'CallExpression') readCall(node, source);
  if (node.type === 'JSXAttribute' && (node['name'] as Node)['name'] === 'i18nKey')
    readKey(node['value'] as Node, source);
  if (node.type === 'Literal' && typeof node['value'] === 'string')
    source.literals.push({ text: node['value'], start: node.start });
  if (node.type === 'JSXText') source.literals.push({ text: String(node['value']), start: node.start });
  if (node.type === 'TemplateElement') {
    source.literals.push({ text: (node['value'] as { cooked: string }).cooked, start: node.start });
  }
  if (node.type === 'ImportDeclaration') return;
  for (const child of Object.values(node)) {
    if (Array.isArray(child)) for (const item of child) if (isNode(item)) visit(item, source);
    if (isNode(child)) visit(child, source);
  }
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
  );
}

function readCall(node: Node, source: SourceScan): void {
  const callee = node['callee'] as Node;
  const name =
    callee.type === 'MemberExpression'
      ? ((callee['property'] as Node)['name'] as string)
      : (callee['name'] as string);
  const args = node['arguments'] as Node[];
  if (name === 't' && args[0] !== undefined) readKey(args[0], source);
  const place = name === 'useTranslation' ? args[0] : name === 'getFixedT' ? args[1] : undefined;
  if (place !== undefined) source.namespaces.push(...strings(place));
}

/** Collects the literal keys an expression can come to. */
function readKey(node: Node, source: SourceScan): void {
  if (node.type === 'Literal' && typeof node['value'] === 'string') {
    source.keys.push({ text: node['value'], isWhole: true, start: node.start });
  } else if (node.type === 'TemplateLiteral') {
    const quasis = node['quasis'] as { value: { cooked: string } }[];
    source.keys.push({
      text: quasis[0]?.value.cooked ?? '',
      isWhole: quasis.length === 1,
      start: node.start,
    });
  } else if (node.type === 'ConditionalExpression') {
    readKey(node['consequent'] as Node, source);
    readKey(node['alternate'] as Node, source);
  } else if (node.type === 'ArrayExpression') {
    for (const item of node['elements'] as Node[]) readKey(item, source);
  } else if (node.type === 'JSXExpressionContainer') {
    readKey(node['expression'] as Node, source);
  }
}

function strings(node: Node): string[] {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return [node['value']];
  return node.type === 'ArrayExpression' ? (node['elements'] as Node[]).flatMap(strings) : [];
}

function at(source: SourceScan, start: number): string {
  return `${source.file}:${source.code.slice(0, start).split('\n').length}`;
}
