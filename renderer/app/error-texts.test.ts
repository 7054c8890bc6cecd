import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  CosignOutcome,
  DiskFailure,
  EnrolFinishOutcome,
  EnrolLookOutcome,
} from '../../shared/ipc/contract.ts';
import { NetFailure } from '../../shared/ipc/net-failure.ts';
import { ERROR_KINDS } from '../../shared/protocol/errors.ts';
import { mutationRegistry } from '../../shared/protocol/mutation-registry.ts';
import { HeldReason } from '../../shared/protocol/outcome.ts';
import { failureOf } from '../ui/failure-of.ts';

const ROOT = join(import.meta.dirname, '../..');
const LANGUAGES = ['zh-CN', 'ug-CN'] as const;
/** Refusals of the server's own, which no mutation in shared/ gives. */
const SERVER_REFUSALS = ['outside-jurisdiction', 'right-missing', 'server-fault'];
/** Failures of a round that neither the wire nor the server names (shared/sync/round.ts). */
const ROUND_FAILURES = [
  'receipt-unverified',
  'receipt-other-history',
  'photo-damaged',
  'photo-mismatch',
  'photo-not-here',
  'sync-fault',
  'removal-question',
  'removal-refused',
  'sync-stalled',
];

type Tree = { readonly [key: string]: string | Tree };

function words(language: string, namespace: string): Tree {
  return JSON.parse(readFileSync(join(ROOT, 'locales', language, `${namespace}.json`), 'utf8')) as Tree;
}

function has(tree: Tree, path: string): boolean {
  let node: string | Tree | undefined = tree;
  for (const step of path.split('|')) node = typeof node === 'object' ? node[step] : undefined;
  return typeof node === 'string' && node.trim() !== '';
}

function missing(namespace: string, paths: readonly string[]): readonly string[] {
  return LANGUAGES.flatMap((language) => {
    const tree = words(language, namespace);
    return paths.filter((path) => !has(tree, path)).map((path) => `${language} ${namespace}:${path}`);
  });
}

/** Kinds of every branch of a union of objects with a literal `kind`. */
function kindsOf(schema: { readonly options: readonly unknown[] }): readonly string[] {
  return schema.options.flatMap((option) => {
    const one = option as {
      readonly options?: readonly unknown[];
      readonly shape?: { readonly kind: { readonly value: string } };
    };
    return one.options ? kindsOf({ options: one.options }) : one.shape ? [one.shape.kind.value] : [];
  });
}

const whole = (section: string, kind: string): readonly string[] =>
  ['what', 'safe', 'next'].map((part) => `${section}|${kind}|${part}`);

function sourcesOf(pattern: string): string {
  return globSync(pattern, { cwd: ROOT })
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n');
}

describe('every way something can go wrong has words in both languages', () => {
  test('failures of the network, the disk and the server say what, what is safe and what next', () => {
    const kinds = [
      ...kindsOf(NetFailure),
      ...kindsOf(DiskFailure),
      ...Object.keys(ERROR_KINDS),
      ...ROUND_FAILURES,
    ];
    expect(kinds.length).toBeGreaterThan(30);
    expect(
      missing(
        'errors',
        kinds.flatMap((kind) => whole('sync', kind)),
      ),
    ).toEqual([]);
  });

  test('every outcome of an enrolment that is no success leads to an explained failure', () => {
    const kinds = [...kindsOf(EnrolLookOutcome), ...kindsOf(EnrolFinishOutcome)].filter(
      (kind) => kind !== 'found' && kind !== 'enrolled',
    );
    const paths = kinds
      .map((kind) => failureOf({ kind }))
      .flatMap(({ section, kind }) => whole(section, kind));
    expect(missing('errors', paths)).toEqual([]);
  });

  test('what keeps an officer from signing in is explained', () => {
    const kinds = kindsOf(CosignOutcome).filter(
      (kind) => !['ready', 'wrong-password', 'wait', 'locked'].includes(kind),
    );
    expect(
      missing(
        'errors',
        kinds.flatMap((kind) => whole('sign-in', kind)),
      ),
    ).toEqual([]);
  });

  test('reasons of a bad certificate and of a mistyped code have a sentence each', () => {
    const certificate = ['other-authority', 'intercepted', 'other-host', 'unreadable'];
    const code = ['length', 'symbols', 'check'];
    const paths = [
      ...certificate.map((reason) => `reason|certificate|${reason}`),
      ...code.map((reason) => `reason|enrolment-code-mistyped|${reason}`),
    ];
    expect(missing('errors', paths)).toEqual([]);
  });

  test('every refusal that a mutation can give is explained', () => {
    const source = sourcesOf('shared/{domain,sync}/**/*.ts');
    const kinds = [...source.matchAll(/\b(?:refuse|refusal)\('([a-z-]+)'/g)].map((match) => match[1] ?? '');
    expect(kinds.length).toBeGreaterThan(15);
    expect(
      missing(
        'errors',
        [...kinds, ...SERVER_REFUSALS].map((kind) => `refusal|${kind}`),
      ),
    ).toEqual([]);
  });

  test('every reason for holding an act is explained', () => {
    expect(
      missing(
        'errors',
        kindsOf(HeldReason).map((kind) => `held|${kind}`),
      ),
    ).toEqual([]);
  });

  test('every act has a title', () => {
    const paths = [...mutationRegistry.keys()].map((name) => `${name.replace('/', '-')}|title`);
    expect(paths.length).toBeGreaterThan(10);
    expect(missing('acts', paths)).toEqual([]);
  });
});
