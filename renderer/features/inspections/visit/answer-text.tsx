import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerValue } from '../../../../shared/domain/inspections/inspection.ts';
import { Iso, Num } from '../../../ui/iso.tsx';

/** An answer as words, for where it is only read. */
export function AnswerText({ value }: { readonly value: AnswerValue | null }): ReactNode {
  const { t } = useTranslation('inspections');
  if (value === null) return <span className="jd-soft">{t('answer.none')}</span>;
  switch (value.kind) {
    case 'choice':
      // i18n-dynamic: inspections:choice.*
      return (
        <span className={`jd-answer jd-answer-${value.choice}`}>
          <span className="jd-choice-sign" aria-hidden="true" />
          {t(`choice.${value.choice}`)}
        </span>
      );
    case 'score':
      return <Num>{value.points}</Num>;
    case 'number':
      return <Num>{value.value}</Num>;
    case 'date':
      return <Num>{value.on}</Num>;
    case 'text':
      return <Iso>{value.text}</Iso>;
  }
}
