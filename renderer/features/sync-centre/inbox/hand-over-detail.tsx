import { Button, Input, Radio } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandOver } from '../../../../shared/domain/log/hand-over.ts';
import { closeHandOver } from '../../../../shared/domain/log/mutations.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { Field } from '../../../ui/field.tsx';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useActWords } from '../act-words.ts';
import { useOfficerNames } from '../queries.ts';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';

/** An act that a colleague could not bring through, with what it wanted and why it was not taken. */
export function HandOverDetail({ task }: { readonly task: HandOver }): ReactNode {
  const { t } = useTranslation('inbox');
  const words = useActWords();
  const nameOf = useOfficerNames();
  const desk = useDesk();
  return (
    <section className="jd-panel jd-inbox-detail" aria-label={t('handOver.label')}>
      <header>
        <h2 className="jd-subtitle">{task.act ? words.title(task.act.name) : t('handOver.unreadable')}</h2>
      </header>
      <p>
        <Iso>{nameOf(task.from)}</Iso> → <Iso>{nameOf(task.to)}</Iso> · <Num>{dateTimeText(task.at)}</Num>
      </p>
      {task.note === '' ? null : (
        <blockquote>
          <Iso>{task.note}</Iso>
        </blockquote>
      )}
      <p>{words.reason(task.outcome)}</p>
      {task.act ? (
        <details>
          <summary>{t('handOver.content')}</summary>
          <pre className="jd-code" dir="ltr">
            {JSON.stringify(task.act.args, null, 2)}
          </pre>
        </details>
      ) : null}
      {task.to === desk.officerId ? (
        <CloseForm task={task} />
      ) : (
        <p className="jd-soft">{t('handOver.ofOther')}</p>
      )}
    </section>
  );
}

function CloseForm({ task }: { readonly task: HandOver }): ReactNode {
  const { t } = useTranslation('inbox');
  const desk = useDesk();
  const [how, setHow] = useState<'done-anew' | 'nothing-to-do' | null>(null);
  const [note, setNote] = useState('');
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const close = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (how === null) return;
    setOutcome(await desk.act(closeHandOver, { handOverId: task.id, how, note: cleanText(note) }));
  };
  return (
    <form className="jd-form" onSubmit={(event) => void close(event)}>
      <p className="jd-soft">{t('handOver.explained')}</p>
      <Radio.Group
        aria-label={t('handOver.how')}
        value={how}
        onChange={(event) => setHow(event.target.value as 'done-anew' | 'nothing-to-do')}
        options={[
          { value: 'done-anew', label: t('handOver.doneAnew') },
          { value: 'nothing-to-do', label: t('handOver.nothingToDo') },
        ]}
      />
      <Field label={t('handOver.note')}>
        {(ids) => (
          <Input {...ids} value={note} maxLength={1000} onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button type="primary" htmlType="submit" disabled={how === null}>
          {t('handOver.close')}
        </Button>
        {how === null ? <span className="jd-soft jd-small">{t('handOver.needsHow')}</span> : null}
      </div>
    </form>
  );
}
