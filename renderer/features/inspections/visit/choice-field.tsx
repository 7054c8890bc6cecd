import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerValue } from '../../../../shared/domain/inspections/inspection.ts';
import { Num } from '../../../ui/iso.tsx';

export const CHOICES = ['yes', 'no', 'na'] as const;
export type Choice = (typeof CHOICES)[number];

interface ChoiceFieldProps {
  readonly value: AnswerValue | null;
  readonly isDisabled: boolean;
  readonly labelledBy: string;
  readonly onChoose: (choice: Choice) => void;
}

/** Three large buttons in one row; 1, 2 and 3 do the same from the keyboard. */
export function ChoiceField({ value, isDisabled, labelledBy, onChoose }: ChoiceFieldProps): ReactNode {
  const { t } = useTranslation('inspections');
  const group = useRef<HTMLDivElement>(null);
  const chosen = value?.kind === 'choice' ? value.choice : null;
  const walk = (event: KeyboardEvent, at: number): void => {
    const step = stepOf(event.key, document.documentElement.dir === 'rtl');
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    group.current?.querySelectorAll('button')[(at + step + CHOICES.length) % CHOICES.length]?.focus();
  };
  // i18n-dynamic: inspections:choice.*
  return (
    <div className="jd-choice" role="radiogroup" aria-labelledby={labelledBy} ref={group}>
      {CHOICES.map((choice, at) => (
        <button
          key={choice}
          type="button"
          role="radio"
          aria-checked={chosen === choice}
          aria-label={t(`choice.${choice}`)}
          disabled={isDisabled}
          tabIndex={chosen === choice || (chosen === null && at === 0) ? 0 : -1}
          className={`jd-choice-${choice}`}
          onClick={() => onChoose(choice)}
          onKeyDown={(event) => walk(event, at)}
        >
          <span className="jd-choice-sign" aria-hidden="true" />
          <span>{t(`choice.${choice}`)}</span>
          <Num className="jd-choice-key">{at + 1}</Num>
        </button>
      ))}
    </div>
  );
}

/** Arrow keys follow the eye: in a mirrored row, left is forward. */
function stepOf(key: string, isMirrored: boolean): number {
  if (key === 'ArrowRight') return isMirrored ? -1 : 1;
  if (key === 'ArrowLeft') return isMirrored ? 1 : -1;
  return 0;
}
