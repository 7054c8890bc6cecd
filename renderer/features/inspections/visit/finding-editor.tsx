import { Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import type { Finding } from '../../../../shared/domain/inspections/inspection.ts';
import { proposedDueOn, rectificationDays } from '../../../../shared/domain/inspections/rectification.ts';
import type { Severity, TemplateItem } from '../../../../shared/domain/inspections/template.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { TYPING_PAUSE_MS } from './typed-draft.ts';
import { useTools } from './visit-context.tsx';

const SEVERITIES: readonly Severity[] = ['critical', 'major', 'minor'];

interface FindingEditorProps {
  readonly item: TemplateItem;
  readonly findingId: RecordId;
  /** Null while nothing of it is saved. */
  readonly finding: Finding | null;
  readonly onDone: (how: 'go-on' | 'stay') => void;
}

/**
 * A finding written where it was found. It is saved on a pause and on leaving, once it says something; the due date
 * follows the severity until the officer sets one.
 */
export function FindingEditor({ item, findingId, finding, onDone }: FindingEditorProps): ReactNode {
  const { t } = useTranslation('inspections');
  const { findings, startedOn } = useTools();
  const [severity, setSeverity] = useState(finding?.severity ?? item.severity);
  const [text, setText] = useState(finding?.text ?? '');
  const [basis, setBasis] = useState(finding?.basis ?? item.basis);
  const [ownDueOn, setOwnDueOn] = useState<CivilDate | null>(finding?.dueOn ?? null);
  const dueOn = ownDueOn ?? proposedDueOn(severity, startedOn);
  const id = useId();

  const draft = { findingId, itemId: item.id, severity, text, basis, dueOn };
  const saved = useRef(finding ? JSON.stringify(draft) : '');
  const latest = useRef(draft);
  const save = (): void => {
    const now = JSON.stringify(latest.current);
    if (now === saved.current || latest.current.text.trim() === '') return;
    saved.current = now;
    const sent = latest.current;
    void findings.note(sent).then((isSaved) => {
      if (!isSaved && saved.current === now) saved.current = '';
    });
  };
  const leave = useRef(save);
  useEffect(() => {
    latest.current = draft;
    leave.current = save;
    const timer = setTimeout(save, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  });
  useEffect(() => () => leave.current(), []);

  const words = useRef<TextAreaRef>(null);
  useEffect(() => words.current?.focus({ cursor: 'end' }), []);

  // i18n-dynamic: inspections:severity.*
  return (
    <section
      className="jd-finding-editor"
      aria-label={t('finding.title')}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone('stay');
        else if (event.key === 'Enter' && event.ctrlKey) onDone('go-on');
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <div className="jd-finding-line">
        <span className="jd-finding-name">{t('finding.title')}</span>
        <div className="jd-severity" role="radiogroup" aria-label={t('finding.severity')}>
          {SEVERITIES.map((one) => (
            <button
              key={one}
              type="button"
              role="radio"
              aria-checked={severity === one}
              onClick={() => setSeverity(one)}
            >
              {t(`severity.${one}`)}
            </button>
          ))}
        </div>
        <label className="jd-finding-due">
          <span>{t('finding.dueOn')}</span>
          <DatePicker
            format={['YYYY-MM-DD', 'YYYYMMDD']}
            allowClear={false}
            value={dayjs(dueOn)}
            minDate={dayjs(startedOn)}
            onChange={(day) => day && setOwnDueOn(day.format('YYYY-MM-DD') as CivilDate)}
          />
        </label>
        <span className="jd-soft jd-small">
          {ownDueOn && ownDueOn !== proposedDueOn(severity, startedOn)
            ? t('finding.ownDue')
            : t('finding.proposedDue', { count: rectificationDays(severity) })}
        </span>
      </div>
      <Input.TextArea
        ref={words}
        className="jd-grows"
        rows={2}
        maxLength={4000}
        aria-label={t('finding.text')}
        placeholder={t('finding.textPlaceholder')}
        dir={text === '' ? undefined : 'auto'}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="jd-finding-line">
        <label className="jd-finding-basis" htmlFor={id}>
          <span>{t('finding.basis')}</span>
          <Input
            id={id}
            dir="auto"
            maxLength={300}
            value={basis}
            onChange={(event) => setBasis(event.target.value)}
          />
        </label>
        <Button onClick={() => onDone('go-on')}>
          {t(text.trim() === '' ? 'finding.later' : 'finding.done')}
        </Button>
      </div>
    </section>
  );
}
