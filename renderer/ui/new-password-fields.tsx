import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from './password-field.tsx';

/** The house's least length; the main process checks the same and has the last word. */
export const MIN_PASSWORD_LENGTH = 10;

export interface NewPassword {
  readonly first: string;
  readonly second: string;
}

export const NO_PASSWORD: NewPassword = { first: '', second: '' };

export function isGoodPassword({ first, second }: NewPassword): boolean {
  return lengthOf(first) >= MIN_PASSWORD_LENGTH && first === second;
}

/** Counts characters as the main process does: not UTF-16 units, and blanks at the ends count for nothing. */
function lengthOf(password: string): number {
  return [...password.normalize('NFC').trim()].length;
}

interface NewPasswordFieldsProps {
  readonly value: NewPassword;
  readonly onChange: (value: NewPassword) => void;
  readonly autoFocus?: boolean;
}

/** A new password, typed twice. */
export function NewPasswordFields({ value, onChange, autoFocus = false }: NewPasswordFieldsProps): ReactNode {
  const { t } = useTranslation('app');
  const missing = MIN_PASSWORD_LENGTH - lengthOf(value.first);
  return (
    <>
      <PasswordField
        label={t('password.new')}
        isNew
        autoFocus={autoFocus}
        value={value.first}
        onChange={(first) => onChange({ ...value, first })}
        hint={
          value.first === '' || missing <= 0
            ? t('password.rule', { count: MIN_PASSWORD_LENGTH })
            : t('password.missing', { count: missing })
        }
      />
      <PasswordField
        label={t('password.again')}
        isNew
        value={value.second}
        onChange={(second) => onChange({ ...value, second })}
        problem={
          value.second !== '' && !value.first.startsWith(value.second) ? t('password.different') : undefined
        }
      />
    </>
  );
}
