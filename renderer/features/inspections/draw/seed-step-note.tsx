import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import type { SeedStep } from './draw-commands.ts';

/** Why a step with the seed did not come about; nothing when it did. */
export function SeedStepNote({ step }: { readonly step: SeedStep | null }): ReactNode {
  const { t } = useTranslation('draw');
  if (step === null) return null;
  if (step.kind === 'acted') return <OutcomeNote outcome={step.outcome} />;
  // i18n-dynamic: draw:seed.*
  return (
    <p role="alert" className="jd-field-problem">
      {t(`seed.${step.reason}`, { digits: step.digits })}
    </p>
  );
}
