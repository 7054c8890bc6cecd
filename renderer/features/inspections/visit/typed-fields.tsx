import { DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerValue } from '../../../../shared/domain/inspections/inspection.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import { Num } from '../../../ui/iso.tsx';
import { decimalOf } from './decimal.ts';
import { useTypedDraft } from './typed-draft.ts';

interface TypedFieldProps {
  readonly value: AnswerValue | null;
  readonly isDisabled: boolean;
  readonly labelledBy: string;
  readonly onCommit: (value: AnswerValue | null) => void;
  /** Enter: this one is done. */
  readonly onDone: () => void;
}

/** A decimal number. What is no number is kept as typed, with the reason beside it, and is not saved. */
export function NumberField({ value, isDisabled, labelledBy, onCommit, onDone }: TypedFieldProps): ReactNode {
  const { t } = useTranslation('inspections');
  const kept = value?.kind === 'number' ? value.value : '';
  const draft = useTypedDraft(kept, (typed) => {
    if (typed.trim() === '') return kept === '' ? undefined : onCommit(null);
    const decimal = decimalOf(typed);
    if (decimal !== null) onCommit({ kind: 'number', value: decimal });
  });
  const isWrong = draft.typed.trim() !== '' && decimalOf(draft.typed) === null;
  return (
    <span className="jd-typed">
      <Input
        className="jd-typed-number"
        inputMode="decimal"
        dir="ltr"
        disabled={isDisabled}
        aria-labelledby={labelledBy}
        aria-invalid={isWrong}
        {...(isWrong ? { status: 'error' as const } : {})}
        value={draft.typed}
        onChange={(event) => draft.type(event.target.value)}
        onFocus={draft.enter}
        onBlur={draft.leave}
        onKeyDown={(event) => onEnter(event, () => !isWrong && (draft.commitNow(), onDone()))}
      />
      {isWrong ? (
        <span className="jd-visit-hint" role="alert">
          {t('field.notANumber')}
        </span>
      ) : null}
    </span>
  );
}

/** Points out of a fixed maximum. */
export function ScoreField({
  value,
  isDisabled,
  labelledBy,
  onCommit,
  onDone,
  maxScore,
}: TypedFieldProps & { readonly maxScore: number }): ReactNode {
  const { t } = useTranslation('inspections');
  const kept = value?.kind === 'score' ? String(value.points) : '';
  const pointsOf = (typed: string): number | null => {
    const decimal = decimalOf(typed);
    const points = decimal === null ? Number.NaN : Number(decimal);
    return Number.isInteger(points) && points >= 0 && points <= maxScore ? points : null;
  };
  const draft = useTypedDraft(kept, (typed) => {
    if (typed.trim() === '') return kept === '' ? undefined : onCommit(null);
    const points = pointsOf(typed);
    if (points !== null) onCommit({ kind: 'score', points });
  });
  const isWrong = draft.typed.trim() !== '' && pointsOf(draft.typed) === null;
  return (
    <span className="jd-typed">
      <Input
        className="jd-typed-number"
        inputMode="numeric"
        dir="ltr"
        disabled={isDisabled}
        aria-labelledby={labelledBy}
        aria-invalid={isWrong}
        {...(isWrong ? { status: 'error' as const } : {})}
        value={draft.typed}
        onChange={(event) => draft.type(event.target.value)}
        onFocus={draft.enter}
        onBlur={draft.leave}
        onKeyDown={(event) => onEnter(event, () => !isWrong && (draft.commitNow(), onDone()))}
      />
      <Num className="jd-soft">/ {maxScore}</Num>
      {isWrong ? (
        <span className="jd-visit-hint" role="alert">
          {t('field.notAScore', { max: maxScore })}
        </span>
      ) : null}
    </span>
  );
}

/** Free text: saved on leaving it and after a pause. */
export function TextField({ value, isDisabled, labelledBy, onCommit }: TypedFieldProps): ReactNode {
  const kept = value?.kind === 'text' ? value.text : '';
  const draft = useTypedDraft(kept, (typed) => {
    const text = typed.trim();
    if (text === '' && kept === '') return;
    onCommit(text === '' ? null : { kind: 'text', text: typed });
  });
  return (
    <Input.TextArea
      className="jd-grows"
      rows={2}
      maxLength={4000}
      disabled={isDisabled}
      aria-labelledby={labelledBy}
      dir={draft.typed === '' ? undefined : 'auto'}
      value={draft.typed}
      onChange={(event) => draft.type(event.target.value)}
      onFocus={draft.enter}
      onBlur={draft.leave}
    />
  );
}

/** A day: picked, or typed as 2026-09-28 or 20260928. */
export function DateField({ value, isDisabled, labelledBy, onCommit, onDone }: TypedFieldProps): ReactNode {
  const { t } = useTranslation('inspections');
  const kept = value?.kind === 'date' ? dayjs(value.on) : null;
  return (
    <DatePicker
      className="jd-typed-date"
      format={['YYYY-MM-DD', 'YYYYMMDD', 'YYYY.MM.DD', 'YYYY/MM/DD']}
      placeholder={t('field.datePattern')}
      disabled={isDisabled}
      aria-labelledby={labelledBy}
      value={kept}
      onChange={(day) => {
        onCommit(day ? { kind: 'date', on: day.format('YYYY-MM-DD') as CivilDate } : null);
        // Leaving the field also ends here; then the officer has already gone where they want to be.
        if (day && document.activeElement?.closest('.ant-picker')) onDone();
      }}
    />
  );
}

function onEnter(event: KeyboardEvent, done: () => void): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  done();
}
