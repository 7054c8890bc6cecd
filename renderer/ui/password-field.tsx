import { Input } from 'antd';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from './field.tsx';

interface PasswordFieldProps {
  readonly label: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isNew?: boolean;
  readonly autoFocus?: boolean;
  readonly hint?: ReactNode;
  readonly problem?: ReactNode;
  readonly disabled?: boolean;
}

/** A password; says so while Caps Lock is on. */
export function PasswordField({
  label,
  value,
  onChange,
  isNew = false,
  autoFocus = false,
  hint,
  problem,
  disabled = false,
}: PasswordFieldProps): ReactNode {
  const { t } = useTranslation('app');
  const [hasCapsLock, setCapsLock] = useState(false);
  const look = (event: KeyboardEvent): void => setCapsLock(event.getModifierState('CapsLock'));
  return (
    <Field label={label} hint={hasCapsLock ? t('password.capsLock') : hint} problem={problem}>
      {(ids) => (
        <Input.Password
          {...ids}
          dir="ltr"
          size="large"
          value={value}
          autoFocus={autoFocus}
          disabled={disabled}
          autoComplete={isNew ? 'new-password' : 'current-password'}
          maxLength={200}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={look}
          onKeyUp={look}
        />
      )}
    </Field>
  );
}
