import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureText } from '../visit/save-mark.tsx';
import type { SigningProblem } from './signing.ts';

/** Why a signature or the seal did not come about, and what to do. */
export function SigningProblemText({
  problem,
  name,
}: {
  readonly problem: SigningProblem;
  readonly name: string;
}): ReactNode {
  const { t } = useTranslation('inspections');
  if (problem.kind === 'save') {
    return (
      <p className="jd-visit-failed" role="alert">
        <FailureText failure={problem.failure} />
      </p>
    );
  }
  // i18n-dynamic: inspections:cosign.*
  return (
    <p className="jd-visit-hint" role="alert">
      {t(`cosign.${problem.problem.kind}`, { name, ...numbersOf(problem.problem) })}
    </p>
  );
}

function numbersOf(problem: Extract<SigningProblem, { kind: 'key' }>['problem']): { readonly count: number } {
  if (problem.kind === 'wait') return { count: problem.seconds };
  return { count: problem.kind === 'wrong-password' ? problem.triesBeforeWait : 0 };
}
