import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { newItem, removeSection } from '../../../../../shared/domain/inspections/draft-edits.ts';
import type { DraftSection } from '../../../../../shared/domain/inspections/template-content.ts';
import { Num } from '../../../../ui/iso.tsx';
import { ClashNote } from './clash-note.tsx';
import { useEditor } from './editor-context.tsx';
import { WordsField } from './words-field.tsx';

export function SectionForm({ section }: { readonly section: DraftSection }): ReactNode {
  const { t } = useTranslation('templates');
  const { editor, select, usedIds } = useEditor();
  const part = `section:${section.id}`;
  const addItem = (): void => {
    const item = newItem(editor.now(), section.id, usedIds);
    if (!item) return;
    void editor.put(`item:${item.id}`, item);
    select({ part: 'item', id: item.id }, 'text.zh');
  };
  return (
    <div className="jd-item-form">
      <header className="jd-item-form-head">
        <h2 className="jd-subtitle">
          {t('section.title')} <Num>{section.id}</Num>
        </h2>
        <Button
          danger
          size="small"
          onClick={() => {
            select({ part: 'head', id: '' });
            void editor.save(removeSection(editor.now(), section.id), { undo: 'section' });
          }}
        >
          {t('section.remove')}
        </Button>
      </header>
      <ClashNote part={part} />
      <WordsField
        label={t('field.section')}
        field="name"
        words={section.name}
        onCommit={(name, seen) => void editor.put(part, { ...section, name }, { ...section, name: seen })}
      />
      <Button type="primary" onClick={addItem}>
        {t('section.addItem')}
      </Button>
    </div>
  );
}
