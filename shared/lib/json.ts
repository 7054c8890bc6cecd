import canonicalize from 'canonicalize';
import { z } from 'zod';
import { assert } from './assert.ts';

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * RFC 8785 canonical JSON text. Refuses what two engines could write differently or PostgreSQL cannot keep:
 * numbers that are not safe integers (decimals travel as strings), lone surrogates, U+0000 (design.md section 2).
 */
export function canonicalJson(value: unknown): string {
  assertPortable(value, '$');
  const text = canonicalize(value);
  assert(text !== undefined, 'canonical JSON of undefined');
  return text;
}

/** Arguments and records: plain JSON with safe integers and well-formed text only. */
export const PortableJson = z.custom<JsonValue>((v) => portableProblem(v, '$') === null, 'portable-json');

function assertPortable(value: unknown, path: string): void {
  const problem = portableProblem(value, path);
  assert(problem === null, `not portable JSON: ${problem}`);
}

function portableProblem(value: unknown, path: string): string | null {
  if (value === null || typeof value === 'boolean') return null;
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? null : `${path} is not a safe integer`;
  if (typeof value === 'string')
    return isPortableText(value) ? null : `${path} has U+0000 or a lone surrogate`;
  if (Array.isArray(value)) return firstProblem(value.map((item, i) => [`${path}[${i}]`, item]));
  if (typeof value === 'object')
    return firstProblem(
      Object.entries(value).flatMap(([k, v]) => (v === undefined ? [] : [[`${path}.${k}`, v]])),
    );
  return `${path} is ${typeof value}`;
}

function firstProblem(entries: readonly (readonly unknown[])[]): string | null {
  for (const [path, value] of entries) {
    const problem = portableProblem(value, String(path));
    if (problem !== null) return problem;
  }
  return null;
}

export function isPortableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}
