import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerValue } from '../../../../shared/domain/inspections/inspection.ts';
import type { TemplateItem } from '../../../../shared/domain/inspections/template.ts';
import { ChoiceField, type Choice } from './choice-field.tsx';
import { DateField, NumberField, ScoreField, TextField } from './typed-fields.tsx';
import { useTools } from './visit-context.tsx';

interface AnswerFieldProps {
  readonly item: TemplateItem;
  readonly value: AnswerValue | null;
  readonly isDisabled: boolean;
  readonly labelledBy: string;
  readonly photos: number;
}

/** The way to answer an item of this kind. */
export function AnswerField({ item, value, isDisabled, labelledBy, photos }: AnswerFieldProps): ReactNode {
  const { t } = useTranslation('inspections');
  const tools = useTools();
  const common = {
    value,
    isDisabled,
    labelledBy,
    onCommit: (next: AnswerValue | null) => void tools.answering.change(item.id, { value: next }),
    onDone: () => tools.goOn(item.id),
  };
  switch (item.kind) {
    case 'yes-no-na':
      return (
        <ChoiceField
          value={value}
          isDisabled={isDisabled}
          labelledBy={labelledBy}
          onChoose={(choice: Choice) => tools.choose(item.id, choice)}
        />
      );
    case 'score':
      return <ScoreField {...common} maxScore={item.maxScore ?? 100} />;
    case 'number':
      return <NumberField {...common} />;
    case 'date':
      return <DateField {...common} />;
    case 'text':
      return <TextField {...common} />;
    default:
      return photos === 0 ? (
        <button
          type="button"
          className="jd-bare jd-photo-drop"
          disabled={isDisabled}
          onClick={() => tools.pickPhotos(item.id)}
        >
          {t('photo.pick')}
        </button>
      ) : (
        <span className="jd-soft">{t('photo.count', { count: photos })}</span>
      );
  }
}
