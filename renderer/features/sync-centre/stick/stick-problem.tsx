import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../../ui/failure-note.tsx';
import { failureOf } from '../../../ui/failure-of.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';

/** Any failure or refusal of this page: what happened, what is safe, what to do. A line that failed is explained as everywhere. */
export function StickProblem({
  failure,
}: {
  readonly failure: { readonly kind: string; readonly [detail: string]: unknown };
}): ReactNode {
  const { t } = useTranslation('sticks');
  const { kind, ...details } = failure;
  const line = details['failure'];
  // i18n-dynamic: sticks:problem.*
  const text = (part: 'what' | 'safe' | 'next'): string => t(`problem.${kind}.${part}`, details);
  const code = typeof details['code'] === 'string' ? `${kind} · ${details['code']}` : kind;
  return (
    <>
      <ProblemNote what={text('what')} safe={text('safe')} next={text('next')} code={code} />
      {isFailure(line) ? <FailureNote {...failureOf(line)} /> : null}
    </>
  );
}

function isFailure(value: unknown): value is { readonly kind: string } {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}
