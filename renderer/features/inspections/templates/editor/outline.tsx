import { Button } from 'antd';
import { useState, type DragEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  moveItem,
  moveSection,
  newItem,
  newSection,
  placeItem,
} from '../../../../../shared/domain/inspections/draft-edits.ts';
import {
  itemsInOrder,
  itemsOf,
  ranked,
  type DraftItem,
  type DraftSection,
} from '../../../../../shared/domain/inspections/template-content.ts';
import { isDemand } from '../../../../../shared/domain/inspections/template-rule.ts';
import { Iso, Num } from '../../../../ui/iso.tsx';
import { useWords } from '../../../../ui/words.ts';
import { shortId } from '../rule-text.tsx';
import { useEditor } from './editor-context.tsx';

/** Sections and items in their order: chosen by click or J/K, moved by Alt and an arrow, or dragged. */
export function Outline(): ReactNode {
  const { t } = useTranslation('templates');
  const { editor, select, selection } = useEditor();
  const { content } = editor;
  const known = new Set(content.sections.map((section) => section.id));
  const homeless = itemsInOrder(content).filter((item) => !known.has(item.sectionId));
  const addSection = (): void => {
    const section = newSection(editor.now());
    if (!section) return;
    void editor.put(`section:${section.id}`, section);
    select({ part: 'section', id: section.id }, 'name.zh');
  };
  return (
    <nav className="jd-outline" aria-label={t('outline.label')}>
      <button
        type="button"
        data-row
        className="jd-bare jd-outline-head"
        aria-current={selection.part === 'head'}
        onClick={() => select({ part: 'head', id: '' })}
      >
        {t('outline.head')}
      </button>
      {ranked(content.sections).map((section) => (
        <OutlineSection key={section.id} section={section} items={itemsOf(content, section.id)} />
      ))}
      {homeless.map((item) => (
        <OutlineItem key={item.id} item={item} />
      ))}
      <Button block type="dashed" onClick={addSection}>
        {t('outline.addSection')}
      </Button>
    </nav>
  );
}

interface OutlineSectionProps {
  readonly section: DraftSection;
  readonly items: readonly DraftItem[];
}

function OutlineSection({ section, items }: OutlineSectionProps): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  const { editor, select, selection, usedIds, faults } = useEditor();
  const isHere = selection.part === 'section' && selection.id === section.id;
  const addItem = (): void => {
    const item = newItem(editor.now(), section.id, usedIds);
    if (!item) return;
    void editor.put(`item:${item.id}`, item);
    select({ part: 'item', id: item.id }, 'text.zh');
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const id = event.dataTransfer.getData('text/plain');
    void editor.save(placeItem(editor.now(), id, section.id, null));
  };
  return (
    <section className="jd-outline-section">
      <div className="jd-outline-line" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <button
          type="button"
          data-row
          className="jd-bare jd-outline-name"
          aria-current={isHere}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          onClick={() => select({ part: 'section', id: section.id })}
          onKeyDown={(event) =>
            onMove(event, (by) => void editor.save(moveSection(editor.now(), section.id, by)))
          }
        >
          <Num>{section.id}</Num> <Iso>{words(section.name) || t('outline.unnamed')}</Iso>
          <Faulty count={faults.filter(({ at }) => at.part === 'section' && at.id === section.id).length} />
        </button>
        <Button
          size="small"
          type="text"
          aria-label={t('outline.addItemTo', { id: section.id })}
          onClick={addItem}
        >
          +
        </Button>
      </div>
      {items.map((item) => (
        <OutlineItem key={item.id} item={item} />
      ))}
    </section>
  );
}

function OutlineItem({ item }: { readonly item: DraftItem }): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  const { editor, select, selection, faults } = useEditor();
  const [isOver, setOver] = useState(false);
  const { rules } = editor.content;
  const isConditional = rules.some(({ rule }) => !isDemand(rule) && rule.show.includes(item.id));
  const own = new Set(rules.filter(({ rule }) => rule.when.item === item.id).map(({ id }) => id));
  const count = faults.filter(
    ({ at }) => (at.part === 'item' && at.id === item.id) || (at.part === 'rule' && own.has(at.id)),
  ).length;
  return (
    <button
      type="button"
      data-row
      draggable
      className="jd-bare jd-outline-item"
      data-over={isOver}
      aria-current={selection.part === 'item' && selection.id === item.id}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
      title={t('outline.moveHint')}
      onClick={() => select({ part: 'item', id: item.id })}
      onKeyDown={(event) => onMove(event, (by) => void editor.save(moveItem(editor.now(), item.id, by)))}
      onDragStart={(event) => event.dataTransfer.setData('text/plain', item.id)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void editor.save(
          placeItem(editor.now(), event.dataTransfer.getData('text/plain'), item.sectionId, item.id),
        );
      }}
    >
      <Num className="jd-outline-id">{shortId(item.id)}</Num>
      <span className="jd-clip">
        <Iso>{words(item.text) || t('outline.unnamed')}</Iso>
      </span>
      {own.size > 0 ? (
        <span className="jd-outline-sign" title={t('outline.hasRules')}>
          ⇢
        </span>
      ) : null}
      {isConditional ? (
        <span className="jd-outline-sign" title={t('page.conditional')}>
          ◇
        </span>
      ) : null}
      <Faulty count={count} />
    </button>
  );
}

function Faulty({ count }: { readonly count: number }): ReactNode {
  const { t } = useTranslation('templates');
  return count === 0 ? null : (
    <span className="jd-outline-fault" title={t('problems.count', { count })}>
      <Num>{count}</Num>
    </span>
  );
}

function onMove(event: KeyboardEvent, move: (by: -1 | 1) => void): void {
  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  move(event.key === 'ArrowUp' ? -1 : 1);
}
