import { DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentLanguage } from '../../shared/domain/documents/document.ts';
import { isEmptyFact, type Facts, type FactWords } from '../../shared/domain/documents/facts.ts';
import type { DocumentTemplate, FactDeclaration } from '../../shared/domain/documents/template.ts';
import { cleanText } from '../../shared/lib/text.ts';
import { Field } from '../ui/field.tsx';
import { useWords } from '../ui/words.ts';

interface EntryFieldsProps {
  readonly template: DocumentTemplate;
  /** What the records give: it is not asked for. */
  readonly given: Facts;
  readonly entries: Facts;
  readonly language: DocumentLanguage;
  readonly onChange: (entries: Facts) => void;
}

/** Fields for the facts that no record knows. */
export function EntryFields({ template, given, entries, language, onChange }: EntryFieldsProps): ReactNode {
  const { t } = useTranslation('documents');
  const asked = Object.entries(template.facts).filter(
    ([name, fact]) => fact.from === 'entry' && fact.kind !== 'rows' && isEmptyFact(given[name]),
  );
  if (asked.length === 0) return <p className="jd-soft">{t('issue.allFromRecords')}</p>;
  return asked.map(([name, fact]) => (
    <EntryField
      key={name}
      fact={fact}
      value={entries[name]}
      language={language}
      onChange={(value) => onChange({ ...entries, [name]: value })}
    />
  ));
}

interface EntryFieldProps {
  readonly fact: FactDeclaration;
  readonly value: Facts[string] | undefined;
  readonly language: DocumentLanguage;
  readonly onChange: (value: string | FactWords) => void;
}

function EntryField({ fact, value, language, onChange }: EntryFieldProps): ReactNode {
  const { t } = useTranslation('documents');
  const words = useWords();
  const label = fact.optional ? t('issue.optional', { name: words(fact.label) }) : words(fact.label);
  if (fact.kind === 'words') {
    const pair = typeof value === 'object' && 'zh' in value ? (value as FactWords) : { zh: '', ug: '' };
    const sides = language === 'zh' ? (['zh'] as const) : (['zh', 'ug'] as const);
    return sides.map((side) => (
      <Field key={side} label={`${label}（${t(`side.${side}`)}）`}>
        {(ids) => (
          <Input
            {...ids}
            dir={side === 'ug' ? 'rtl' : 'ltr'}
            lang={side === 'ug' ? 'ug-CN' : 'zh-CN'}
            value={pair[side]}
            onChange={(event) => onChange({ ...pair, [side]: event.target.value })}
            onBlur={() => onChange({ ...pair, [side]: cleanText(pair[side]) })}
          />
        )}
      </Field>
    ));
  }
  const text = typeof value === 'string' ? value : '';
  return (
    <Field label={label}>
      {(ids) =>
        fact.kind === 'date' ? (
          <DatePicker
            {...ids}
            format={['YYYY-MM-DD', 'YYYYMMDD']}
            value={text === '' ? null : dayjs(text)}
            onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : '')}
          />
        ) : fact.long ? (
          <Input.TextArea
            {...ids}
            rows={3}
            dir="auto"
            value={text}
            onChange={(event) => onChange(event.target.value)}
            onBlur={() => onChange(cleanText(text))}
          />
        ) : (
          <Input
            {...ids}
            dir="auto"
            value={text}
            onChange={(event) => onChange(event.target.value)}
            onBlur={() => onChange(cleanText(text))}
          />
        )
      }
    </Field>
  );
}
