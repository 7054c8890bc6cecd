import { Button, InputNumber, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { placeItem, removeItem } from '../../../../../shared/domain/inspections/draft-edits.ts';
import { ranked, type DraftItem } from '../../../../../shared/domain/inspections/template-content.ts';
import { ITEM_KINDS, Severity } from '../../../../../shared/domain/inspections/template.ts';
import { Num } from '../../../../ui/iso.tsx';
import { useWords } from '../../../../ui/words.ts';
import { ClashNote } from './clash-note.tsx';
import { useEditor } from './editor-context.tsx';
import { RulesForm } from './rules-form.tsx';
import { TextCell } from './text-cell.tsx';
import { WordsField } from './words-field.tsx';

/** One item: its words, how it is answered, what it weighs, and what its answers set off. */
export function ItemForm({ item }: { readonly item: DraftItem }): ReactNode {
  const { t } = useTranslation(['templates', 'inspections']);
  const words = useWords();
  const { editor, select } = useEditor();
  const part = `item:${item.id}`;
  const put = <K extends keyof DraftItem>(
    field: K,
    value: DraftItem[K],
    seen: DraftItem[K] = item[field],
  ): void => {
    void editor.put(part, { ...item, [field]: value }, { ...item, [field]: seen });
  };
  const changeKind = (kind: string): void => {
    const maxScore = kind === 'score' ? (item.maxScore ?? 10) : null;
    const weight = kind === 'yes-no-na' ? item.weight || 1 : 0;
    void editor.put(part, { ...item, kind, maxScore, weight });
  };
  // i18n-dynamic: templates:kind.*, inspections:severity.*
  return (
    <div className="jd-item-form">
      <header className="jd-item-form-head">
        <h2 className="jd-subtitle">
          <Num>{item.id}</Num>
        </h2>
        <Button
          danger
          size="small"
          onClick={() => {
            select({ part: 'section', id: item.sectionId });
            void editor.save(removeItem(editor.now(), item.id), { undo: 'item' });
          }}
        >
          {t('item.remove')}
        </Button>
      </header>
      <ClashNote part={part} />
      <WordsField
        label={t('field.text')}
        field="text"
        words={item.text}
        isLong
        onCommit={(after, seen) => put('text', after, seen)}
      />
      <div className="jd-item-grid">
        <label>
          <span>{t('field.kind')}</span>
          <Select
            aria-label={t('field.kind')}
            data-field="kind"
            value={item.kind}
            onChange={changeKind}
            options={ITEM_KINDS.map((kind) => ({ value: kind as string, label: t(`kind.${kind}`) }))}
          />
        </label>
        {item.kind === 'score' ? (
          <label>
            <span>{t('field.maxScore')}</span>
            <InputNumber
              aria-label={t('field.maxScore')}
              data-field="maxScore"
              min={1}
              max={1000}
              precision={0}
              value={item.maxScore}
              onChange={(value) => put('maxScore', value)}
            />
          </label>
        ) : (
          <label>
            <span>{t('field.weight')}</span>
            <InputNumber
              aria-label={t('field.weight')}
              data-field="weight"
              min={0}
              max={100}
              precision={0}
              disabled={item.kind !== 'yes-no-na'}
              value={item.weight}
              onChange={(value) => value !== null && put('weight', value)}
            />
          </label>
        )}
        <label>
          <span>{t('field.severity')}</span>
          <Select
            aria-label={t('field.severity')}
            value={item.severity}
            onChange={(severity) => put('severity', severity)}
            options={Severity.options.map((value) => ({ value, label: t(`inspections:severity.${value}`) }))}
          />
        </label>
        <label>
          <span>{t('field.evidenceRequired')}</span>
          <span>
            <Switch
              aria-label={t('field.evidenceRequired')}
              checked={item.evidenceRequired}
              disabled={item.kind !== 'yes-no-na'}
              onChange={(is) => put('evidenceRequired', is)}
            />
          </span>
        </label>
        <label>
          <span>{t('field.basis')}</span>
          <TextCell
            value={item.basis}
            label={t('field.basis')}
            field="basis"
            language={null}
            onCommit={(typed, seen) => put('basis', typed, seen)}
          />
        </label>
        <label>
          <span>{t('field.section')}</span>
          <Select
            aria-label={t('field.section')}
            data-field="section"
            value={item.sectionId}
            onChange={(sectionId) => void editor.save(placeItem(editor.now(), item.id, sectionId, null))}
            options={ranked(editor.content.sections).map(({ id, name }) => ({
              value: id,
              label: `${id} ${words(name)}`,
            }))}
          />
        </label>
      </div>
      {item.kind === 'yes-no-na' ? null : <p className="jd-soft jd-small">{t('item.noWeight')}</p>}
      <RulesForm item={item} />
    </div>
  );
}
