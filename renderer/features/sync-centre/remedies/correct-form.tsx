import { Button, Input, Select } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonValue } from '../../../../shared/lib/json.ts';
import type { ActRef } from '../../../../shared/lib/mutation.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { Field } from '../../../ui/field.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { leavesOf, withLeaf, type Leaf } from './leaves.ts';

/** An act to be put right: what it said, and which acts the new one replaces. */
export interface Correctable {
  readonly name: string;
  readonly args: JsonValue;
  readonly replaces: readonly ActRef[];
}

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  choice: ['yes', 'no', 'na'],
  severity: ['critical', 'major', 'minor'],
};

/** The words and figures of an act, as they were; the corrected act goes out as an act of its own and replaces the old one. */
export function CorrectForm({ act }: { readonly act: Correctable }): ReactNode {
  const { t } = useTranslation('inbox');
  const desk = useDesk();
  const [args, setArgs] = useState(act.args);
  const [reason, setReason] = useState('');
  const [outcome, setOutcome] = useState<ActOutcome | { readonly kind: 'unfit' } | null>(null);
  const isChanged = JSON.stringify(args) !== JSON.stringify(act.args);
  const lacksReason = cleanText(reason) === '';
  const correct = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isChanged || lacksReason) return;
    setOutcome(await desk.correctArgs(act.replaces, act.name, args, cleanText(reason)));
  };
  if (outcome?.kind === 'saved') return <p role="status">{t('remedy.corrected')}</p>;
  return (
    <form className="jd-form" onSubmit={(event) => void correct(event)}>
      {leavesOf(act.args).map((leaf) => (
        <LeafField
          key={leaf.path.join('.')}
          leaf={leaf}
          onChange={(value) => setArgs(withLeaf(args, leaf.path, value))}
        />
      ))}
      <Field label={t('remedy.reason')}>
        {(ids) => (
          <Input
            {...ids}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {outcome?.kind === 'unfit' ? (
        <p role="alert" className="jd-field-problem">
          {t('remedy.unfit')}
        </p>
      ) : (
        <OutcomeNote outcome={outcome} />
      )}
      <div className="jd-form-actions">
        <Button type="primary" htmlType="submit" disabled={!isChanged || lacksReason}>
          {t('remedy.correctDo')}
        </Button>
        {isChanged ? null : <span className="jd-soft jd-small">{t('remedy.needsChange')}</span>}
        {isChanged && lacksReason ? (
          <span className="jd-soft jd-small">{t('conflict.needsReason')}</span>
        ) : null}
      </div>
    </form>
  );
}

function LeafField({
  leaf,
  onChange,
}: {
  readonly leaf: Leaf;
  readonly onChange: (value: JsonValue) => void;
}): ReactNode {
  const { t } = useTranslation(['inbox', 'inspections']);
  const [text, setText] = useState(String(leaf.value));
  const choices = CHOICES[leaf.key];
  const change = (next: string): void => {
    setText(next);
    onChange(typeof leaf.value === 'number' && /^-?\d+$/.test(next) ? Number(next) : next);
  };
  const [key, language] = leaf.key.split('.');
  // i18n-dynamic: inbox:leaf.*, inbox:field.*
  const what = t([`inbox:leaf.${key}`, `inbox:field.${key}`] as never, {
    defaultValue: key,
  }) as unknown as string;
  const label = language === undefined ? what : t(`inbox:leaf.${language === 'zh' ? 'zh' : 'ug'}`, { what });
  return (
    <Field label={label}>
      {(ids) =>
        choices ? (
          <Select
            {...ids}
            value={text}
            // i18n-dynamic: inspections:choice.*, inspections:severity.*
            options={choices.map((value) => ({
              value,
              label: t(`inspections:${leaf.key}.${value}` as never, {
                defaultValue: value,
              }) as unknown as string,
            }))}
            onChange={change}
          />
        ) : (
          <Input.TextArea
            {...ids}
            value={text}
            autoSize
            dir="auto"
            onChange={(event) => change(event.target.value)}
          />
        )
      }
    </Field>
  );
}
