import { Button, Input } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBureau } from '../../platform/bureau-context.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { failureOf, type NamedFailure } from '../../ui/failure-of.ts';
import { Field } from '../../ui/field.tsx';
import type { FoundOfficer } from '../../platform/facts.ts';

interface Typed {
  readonly address: string;
  readonly code: string;
}

interface CodeStepProps {
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
  readonly isHinted: boolean;
  readonly onFound: (found: FoundOfficer) => void;
}

/** Address and code, as handed over on paper. */
export function CodeStep({ typed, onTyped, isHinted, onFound }: CodeStepProps): ReactNode {
  const { t } = useTranslation('enrolment');
  const bureau = useBureau();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<NamedFailure | null>(null);
  const look = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    const outcome = await bureau.call('enrol/look', {
      address: typed.address.trim(),
      code: typed.code.trim(),
    });
    setBusy(false);
    if (outcome.kind === 'found') onFound(outcome);
    else setFailure(failureOf(outcome));
  };
  return (
    <form className="jd-form" onSubmit={(event) => void look(event)}>
      {isHinted ? <p className="jd-enrol-hint">{t('code.trialHint')}</p> : null}
      <Field label={t('code.address')} hint={t('code.addressHint')}>
        {(ids) => (
          <Input
            {...ids}
            dir="ltr"
            size="large"
            value={typed.address}
            maxLength={200}
            spellCheck={false}
            autoFocus={!isHinted}
            placeholder="jianding.example.gov.cn:8443"
            onChange={(event) => onTyped({ ...typed, address: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('code.code')} hint={t('code.codeHint')}>
        {(ids) => (
          <Input
            {...ids}
            dir="ltr"
            size="large"
            className="jd-code"
            value={typed.code}
            maxLength={80}
            spellCheck={false}
            autoCapitalize="characters"
            placeholder="XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-X"
            onChange={(event) => onTyped({ ...typed, code: event.target.value })}
          />
        )}
      </Field>
      {failure ? <FailureNote {...failure} /> : null}
      <div className="jd-form-actions">
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          loading={isBusy}
          autoFocus={isHinted}
          disabled={typed.address.trim() === '' || typed.code.trim() === ''}
        >
          {t('code.look')}
        </Button>
        {isBusy ? <span className="jd-soft">{t('code.looking')}</span> : null}
      </div>
    </form>
  );
}
