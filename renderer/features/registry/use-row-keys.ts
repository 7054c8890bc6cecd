import { useEffect, useEffectEvent, useState, type RefObject } from 'react';
import { isTyping } from '../../ui/use-list-keys.ts';

interface RowKeys {
  readonly count: number;
  readonly body: RefObject<HTMLElement | null>;
  /** Brings a row into sight; it may not exist yet. */
  readonly show: (row: number) => void;
}

const STEPS: Readonly<Record<string, number>> = { KeyJ: 1, ArrowDown: 1, KeyK: -1, ArrowUp: -1 };

/** J and K, and the arrows, through a list of which only the part in sight exists. */
export function useRowKeys({ count, body, show }: RowKeys): {
  readonly at: number;
  readonly setAt: (row: number) => void;
} {
  const [wanted, setAt] = useState(0);
  const at = Math.max(0, Math.min(wanted, count - 1));
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    const step = STEPS[event.code];
    if (!step || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    if (event.target instanceof HTMLElement && event.target.closest('[role="dialog"], [role="combobox"]'))
      return;
    event.preventDefault();
    const isInside = body.current?.contains(document.activeElement) ?? false;
    const next = isInside ? Math.max(0, Math.min(count - 1, at + step)) : at;
    body.current?.focus({ preventScroll: true });
    setAt(next);
    show(next);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return { at, setAt };
}
