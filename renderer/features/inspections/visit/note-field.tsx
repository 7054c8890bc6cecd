import { Input } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useTypedDraft } from './typed-draft.ts';

interface NoteFieldProps {
  readonly note: string;
  readonly isAsked: boolean;
  readonly isDisabled: boolean;
  readonly onCommit: (note: string) => void;
  /** Left empty: the field may go. */
  readonly onEmpty: () => void;
}

/** The officer's note on an item. */
export function NoteField({ note, isAsked, isDisabled, onCommit, onEmpty }: NoteFieldProps): ReactNode {
  const { t } = useTranslation('inspections');
  const field = useRef<TextAreaRef>(null);
  const draft = useTypedDraft(note, onCommit);
  useEffect(() => {
    if (isAsked) field.current?.focus();
  }, [isAsked]);
  return (
    <Input.TextArea
      ref={field}
      className="jd-grows jd-note"
      rows={1}
      maxLength={2000}
      disabled={isDisabled}
      aria-label={t('visit.note')}
      placeholder={t('visit.notePlaceholder')}
      // Typed words keep their own direction; an empty field follows the frame, so that its hint reads right.
      dir={draft.typed === '' ? undefined : 'auto'}
      value={draft.typed}
      onChange={(event) => draft.type(event.target.value)}
      onFocus={draft.enter}
      onBlur={() => {
        draft.leave();
        if (draft.typed.trim() === '') onEmpty();
      }}
    />
  );
}
