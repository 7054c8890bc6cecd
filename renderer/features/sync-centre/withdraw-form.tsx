import { Button, Input } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withdrawActs } from '../../../shared/domain/log/mutations.ts';
import { cleanText } from '../../../shared/lib/text.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { ActOutcome, ActSummary } from '../../data/desk.ts';
import { Field } from '../../ui/field.tsx';

/** Closes an own act that the region did not take: on record, by an act of its own, with a reason. */
export function WithdrawForm({ act }: { readonly act: ActSummary }): ReactNode {
  const { t, i18n } = useTranslation(['sync-centre', 'errors']);
  const desk = useDesk();
  const [reason, setReason] = useState('');
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const withdraw = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const words = cleanText(reason);
    if (words === '') return;
    setOutcome(await desk.act(withdrawActs, { logId: act.act.logId, seqs: [act.act.seq], reason: words }));
  };
  if (outcome?.kind === 'saved') return <p role="status">{t('withdraw.done')}</p>;
  return (
    <form className="jd-form" onSubmit={(event) => void withdraw(event)}>
      <Field label={t('withdraw.reason')} hint={t('withdraw.hint')} problem={problemOf(outcome)}>
        {(ids) => (
          <Input
            {...ids}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div className="jd-form-actions">
        <Button htmlType="submit" disabled={reason.trim() === ''}>
          {t('withdraw.do')}
        </Button>
        {reason.trim() === '' ? <span className="jd-soft jd-small">{t('withdraw.needsReason')}</span> : null}
      </div>
    </form>
  );

  function problemOf(outcome: ActOutcome | null): string | undefined {
    if (outcome?.kind === 'not-saved') return t(`errors:not-saved.${outcome.reason}`); // i18n-dynamic: errors:not-saved.*
    if (outcome?.kind !== 'refused') return undefined;
    const key = `errors:refusal.${outcome.refusal.kind}`; // i18n-dynamic: errors:refusal.*
    return t(i18n.exists(key) ? key : 'errors:refusal.unknown', { ...outcome.refusal });
  }
}
