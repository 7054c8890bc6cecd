import { CloseOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkPlan } from '../../../platform/facts.ts';

type Span = LinkPlan['hours'][number];

interface SpanFieldsProps {
  readonly span: Span;
  readonly onChange: (span: Span) => void;
  readonly onRemove: () => void;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Two times of a day; taken as soon as both are whole and in order. */
export function SpanFields({ span, onChange, onRemove }: SpanFieldsProps): ReactNode {
  const { t } = useTranslation('link');
  const [typed, setTyped] = useState(span);
  const isWrong = !(TIME.test(typed.from) && TIME.test(typed.to) && typed.from < typed.to);
  const type = (part: Partial<Span>): void => {
    const next = { ...typed, ...part };
    setTyped(next);
    if (TIME.test(next.from) && TIME.test(next.to) && next.from < next.to) onChange(next);
  };
  return (
    <span className="jd-plan-span">
      <Input
        maxLength={5}
        placeholder="08:30"
        dir="ltr"
        aria-label={t('plan.from')}
        value={typed.from}
        status={isWrong ? 'error' : ''}
        onChange={(event) => type({ from: event.target.value })}
      />
      <span aria-hidden="true">–</span>
      <Input
        maxLength={5}
        placeholder="08:30"
        dir="ltr"
        aria-label={t('plan.to')}
        value={typed.to}
        status={isWrong ? 'error' : ''}
        onChange={(event) => type({ to: event.target.value })}
      />
      <button type="button" className="jd-plain" aria-label={t('plan.removeSpan')} onClick={onRemove}>
        <CloseOutlined />
      </button>
      {isWrong ? <span className="jd-field-problem">{t('plan.wrongSpan')}</span> : null}
    </span>
  );
}
