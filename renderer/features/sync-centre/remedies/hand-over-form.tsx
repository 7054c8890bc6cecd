import { Button, Input, Select } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { handOverActs } from '../../../../shared/domain/log/mutations.ts';
import type { LogId, OfficerId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { Field } from '../../../ui/field.tsx';
import { useWords } from '../../../ui/words.ts';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useColleagues } from './colleagues.ts';

/** Gives an act that was not taken to a named colleague, with a note. */
export function HandOverForm({ logId, seq }: { readonly logId: LogId; readonly seq: number }): ReactNode {
  const { t } = useTranslation('inbox');
  const desk = useDesk();
  const words = useWords();
  const colleagues = useColleagues();
  const [to, setTo] = useState<OfficerId | null>(null);
  const [note, setNote] = useState('');
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const handOver = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (to !== null)
      setOutcome(await desk.act(handOverActs, { logId, seqs: [seq], to, note: cleanText(note) }));
  };
  if (outcome?.kind === 'saved') return <p role="status">{t('remedy.handedOver')}</p>;
  return (
    <form className="jd-form" onSubmit={(event) => void handOver(event)}>
      <Field label={t('remedy.to')}>
        {(ids) => (
          <Select
            {...ids}
            value={to}
            placeholder={t('remedy.choose')}
            notFoundContent={t('remedy.nobody')}
            options={colleagues.map((one) => ({ value: one.officerId, label: words(one.name) }))}
            onChange={(chosen: OfficerId) => setTo(chosen)}
          />
        )}
      </Field>
      <Field label={t('remedy.note')}>
        {(ids) => (
          <Input {...ids} value={note} maxLength={1000} onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button type="primary" htmlType="submit" disabled={to === null}>
          {t('remedy.handOverDo')}
        </Button>
        {to === null ? <span className="jd-soft jd-small">{t('remedy.needsColleague')}</span> : null}
      </div>
    </form>
  );
}
