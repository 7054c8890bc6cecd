import { CopyOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnownOfficer } from '../../platform/facts.ts';
import { Field } from '../../ui/field.tsx';
import { Iso, Num } from '../../ui/iso.tsx';
import { useWords } from '../../ui/words.ts';
import { isKeyEnd, isWholeEnd } from './recovery-group.ts';

interface RecoveryStepProps {
  readonly officer: KnownOfficer;
  readonly recoveryKey: string;
  readonly onDone: () => void;
}

/** The second, sufficient key, shown once. Going on needs proof that it left the screen. */
export function RecoveryStep({ officer, recoveryKey, onDone }: RecoveryStepProps): ReactNode {
  const { t } = useTranslation('enrolment');
  const words = useWords();
  const [isWritten, setWritten] = useState(false);
  const [retyped, setRetyped] = useState('');
  const [isCopied, setCopied] = useState(false);
  const isRight = isKeyEnd(retyped, recoveryKey);
  const isWrong = isWholeEnd(retyped) && !isRight;
  return (
    <form
      className="jd-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWritten && isRight) onDone();
      }}
    >
      <p>{t('recovery.why')}</p>
      <div className="jd-recovery-sheet">
        <p className="jd-recovery-whose">
          {t('recovery.whose')} <Iso>{words(officer.name)}</Iso>
        </p>
        <Num className="jd-code jd-recovery-key">{recoveryKey}</Num>
        <p className="jd-soft jd-small">{t('recovery.keep')}</p>
      </div>
      <div className="jd-form-actions">
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('recovery.print')}
        </Button>
        <Button
          icon={<CopyOutlined />}
          onClick={() => void navigator.clipboard.writeText(recoveryKey).then(() => setCopied(true))}
        >
          {t(isCopied ? 'recovery.copied' : 'recovery.copy')}
        </Button>
      </div>
      <Checkbox checked={isWritten} onChange={(event) => setWritten(event.target.checked)}>
        {t('recovery.written')}
      </Checkbox>
      <Field
        label={t('recovery.retype')}
        hint={t('recovery.retypeHint')}
        problem={isWrong ? t('recovery.retypeWrong') : undefined}
      >
        {(ids) => (
          <Input
            {...ids}
            dir="ltr"
            size="large"
            className="jd-code"
            value={retyped}
            maxLength={40}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setRetyped(event.target.value)}
          />
        )}
      </Field>
      <div className="jd-form-actions">
        <Button type="primary" size="large" htmlType="submit" disabled={!isWritten || !isRight}>
          {t('recovery.done')}
        </Button>
        {!isWritten || !isRight ? <span className="jd-soft jd-small">{t('recovery.missing')}</span> : null}
      </div>
    </form>
  );
}
