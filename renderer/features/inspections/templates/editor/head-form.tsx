import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTimeText } from '../../../../ui/format.ts';
import { Iso, Num } from '../../../../ui/iso.tsx';
import { useWords } from '../../../../ui/words.ts';
import type { TemplatesView } from '../templates-query.ts';
import { ClashNote } from './clash-note.tsx';
import { useEditor } from './editor-context.tsx';
import { WordsField } from './words-field.tsx';

/** Title and purpose of the checklist, and the life of the draft. */
export function HeadForm({ officers }: { readonly officers: TemplatesView['officers'] }): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  const { editor } = useEditor();
  const { content, draft } = editor;
  // i18n-dynamic: templates:event.*
  return (
    <div className="jd-item-form">
      {(['title', 'purpose'] as const).map((field) => (
        <div key={field}>
          <ClashNote part={field} />
          <WordsField
            label={t(`field.${field}`)}
            field={field}
            words={content[field]}
            isLong={field === 'purpose'}
            onCommit={(after, seen) => void editor.put(field, after, seen)}
          />
        </div>
      ))}
      <section>
        <h3 className="jd-subtitle">{t('event.title')}</h3>
        <ul className="jd-template-items">
          {draft.events.map((event, at) => {
            const officer = officers.get(event.by);
            return (
              <li key={at}>
                <Num>{dateTimeText(event.at)}</Num> {t(`event.${event.kind}`)} <Num>{event.version}</Num>{' '}
                <Iso>{officer ? words(officer.name) : event.by}</Iso>
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}
