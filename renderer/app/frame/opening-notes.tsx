import { CloseOutlined } from '@ant-design/icons';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../data/desk-context.tsx';
import type { OpeningNote } from '../../data/desk.ts';

/** What was found and mended when the desk was opened: quiet lines above the page, put away one by one. */
export function OpeningNotes(): ReactNode {
  const { t } = useTranslation('app');
  const desk = useDesk();
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const open = desk.openingNotes.map((note, i) => ({ note, i })).filter(({ i }) => !closed.has(i));
  if (open.length === 0) return null;
  return (
    <ul className="jd-notes" role="status">
      {open.map(({ note, i }) => (
        <li key={i} className={isLoss(note) ? 'jd-note-late' : ''}>
          {/* i18n-dynamic: app:notes.* */}
          <span>{t(`notes.${keyOf(note)}`, numbersOf(note))}</span>
          <button
            type="button"
            className="jd-plain"
            aria-label={t('notes.close')}
            onClick={() => setClosed(new Set([...closed, i]))}
          >
            <CloseOutlined />
          </button>
        </li>
      ))}
    </ul>
  );
}

function isLoss(note: OpeningNote): boolean {
  return (note.kind === 'unreadable' && !note.recovered) || note.kind === 'database-empty-no-snapshot';
}

function keyOf(note: OpeningNote): string {
  if (note.kind === 'unreadable') return note.recovered ? 'unreadable-recovered' : 'unreadable-lost';
  return note.kind;
}

function numbersOf(note: OpeningNote): Record<string, string | number> {
  switch (note.kind) {
    case 'replayed':
    case 'database-empty-no-snapshot':
      return { count: note.acts };
    case 'restored-from-snapshot':
      return { count: note.records, acts: note.acts };
    case 'unreadable':
      return { count: note.to - note.from + 1, from: note.from, to: note.to };
    case 'clock-behind':
      return { count: note.days };
    case 'torn-tail':
    case 'new-log':
      return {};
  }
}
