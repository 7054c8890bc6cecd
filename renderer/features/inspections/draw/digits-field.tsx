import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Num } from '../../../ui/iso.tsx';

const NEEDED = 6;
const MOST = 12;

interface DigitsFieldProps {
  /** The id that the digits will end. */
  readonly id: string;
  readonly digits: string;
  readonly isFixed: boolean;
  readonly onChange: (digits: string) => void;
  readonly onEnter: () => void;
}

/** The digits as the witnesses call them, each in a box of its own; typed into one field, so that any keyboard works. */
export function DigitsField({ id, digits, isFixed, onChange, onEnter }: DigitsFieldProps): ReactNode {
  const { t } = useTranslation('draw');
  const fieldId = useId();
  const boxes = Array.from({ length: Math.max(NEEDED, digits.length) }, (_, at) => digits[at] ?? '');
  return (
    <div className="jd-digits">
      <label htmlFor={fieldId}>{t('witness.digits')}</label>
      <div className="jd-digits-row" dir="ltr">
        <Num className="jd-code jd-digits-id">{id}-</Num>
        <span className="jd-digits-boxes">
          {boxes.map((digit, at) => (
            <span
              key={`${at}-${digit}`}
              aria-hidden
              className={at === digits.length ? 'jd-digit jd-digit-next' : 'jd-digit'}
            >
              {digit}
            </span>
          ))}
          <input
            id={fieldId}
            className="jd-digits-input"
            inputMode="numeric"
            autoComplete="off"
            maxLength={MOST}
            readOnly={isFixed}
            value={digits}
            aria-describedby={`${fieldId}-hint`}
            onChange={(event) => onChange(event.target.value.replaceAll(/\D/g, '').slice(0, MOST))}
            onKeyDown={(event) => {
              if (event.key === 'Enter') onEnter();
            }}
          />
        </span>
      </div>
      <p id={`${fieldId}-hint`} className="jd-soft jd-small">
        {t(isFixed ? 'witness.digitsFixed' : 'witness.digitsHint')}
      </p>
    </div>
  );
}
