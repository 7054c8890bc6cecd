import { Input } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { cleanText } from '../../../../../shared/lib/text.ts';

interface TextCellProps {
  readonly value: string;
  readonly label: string;
  /** Where a problem of this field leads. */
  readonly field: string;
  readonly language: 'zh-CN' | 'ug-CN' | null;
  readonly isMissing?: boolean;
  readonly isLong?: boolean;
  /** `seen` is what stood here when the officer began to type. */
  readonly onCommit: (typed: string, seen: string) => void;
}

/** Commits on leaving; what is typed stays although somebody else changes the same field meanwhile. */
export function TextCell({
  value,
  label,
  field,
  language,
  isMissing = false,
  isLong = false,
  onCommit,
}: TextCellProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const seen = useRef(value);
  const isIn = useRef(false);
  useEffect(() => {
    if (!isIn.current) setTyped(null);
  }, [value]);
  const common = {
    'aria-label': label,
    'data-field': field,
    value: typed ?? value,
    dir: language === 'ug-CN' ? 'rtl' : language === 'zh-CN' ? 'ltr' : 'auto',
    lang: language ?? undefined,
    status: isMissing ? ('warning' as const) : ('' as const),
    onFocus: () => {
      isIn.current = true;
      seen.current = value;
    },
    onChange: (event: { readonly target: { readonly value: string } }) => setTyped(event.target.value),
    onBlur: () => {
      isIn.current = false;
      const clean = cleanText(typed ?? value);
      if (typed === null || clean === seen.current) return setTyped(null);
      onCommit(clean, seen.current);
    },
  };
  return isLong ? (
    <Input.TextArea rows={3} maxLength={1000} {...common} />
  ) : (
    <Input maxLength={1000} {...common} />
  );
}
