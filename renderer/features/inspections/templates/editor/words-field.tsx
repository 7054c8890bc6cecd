import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftWords } from '../../../../../shared/domain/inspections/template-content.ts';
import { TextCell } from './text-cell.tsx';

interface WordsFieldProps {
  readonly label: string;
  readonly field: string;
  readonly words: DraftWords;
  readonly isLong?: boolean;
  /** Both languages or none. */
  readonly isOptional?: boolean;
  readonly onCommit: (after: DraftWords, seen: DraftWords) => void;
}

/** The same words in both languages, side by side; a missing one is said beside the label. */
export function WordsField({
  label,
  field,
  words,
  isLong = false,
  isOptional = false,
  onCommit,
}: WordsFieldProps): ReactNode {
  const { t } = useTranslation('templates');
  const isEmpty = { zh: words.zh.trim() === '', ug: words.ug.trim() === '' };
  const isLeftOut = isOptional && isEmpty.zh && isEmpty.ug;
  const isMissing = { zh: isEmpty.zh && !isLeftOut, ug: isEmpty.ug && !isLeftOut };
  const both = [
    ['zh', 'zh-CN'],
    ['ug', 'ug-CN'],
  ] as const;
  // i18n-dynamic: templates:language.*
  return (
    <div className="jd-words-field">
      <span className="jd-words-label">
        {label}
        {isMissing.zh || isMissing.ug ? (
          <span className="jd-visit-hint">
            {isMissing.zh && isMissing.ug
              ? t('words.missingBoth')
              : t(isMissing.zh ? 'words.missingZh' : 'words.missingUg')}
          </span>
        ) : null}
      </span>
      <div className="jd-words-pair">
        {both.map(([key, language]) => (
          <TextCell
            key={key}
            value={words[key]}
            label={`${label} · ${t(`language.${key}`)}`}
            field={`${field}.${key}`}
            language={language}
            isMissing={isMissing[key]}
            isLong={isLong}
            onCommit={(typed, seen) => onCommit({ ...words, [key]: typed }, { ...words, [key]: seen })}
          />
        ))}
      </div>
    </div>
  );
}
