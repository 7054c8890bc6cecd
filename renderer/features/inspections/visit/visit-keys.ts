import { useEffect, useRef } from 'react';

/** What a key asks for. */
export type VisitKey =
  | { readonly kind: 'move'; readonly by: 1 | -1 }
  | { readonly kind: 'section'; readonly by: 1 | -1 }
  /** Which of the answers that two officers gave. */
  | { readonly kind: 'keep'; readonly which: 0 | 1 }
  | { readonly kind: 'choose'; readonly choice: 'yes' | 'no' | 'na' }
  | {
      readonly kind:
        | 'form'
        | 'take-section'
        | 'note'
        | 'photo'
        | 'camera'
        | 'finding'
        | 'clear'
        | 'undo'
        | 'next-step'
        | 'enter'
        | 'leave';
    };

type KeyFacts = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>;

const PLAIN: Readonly<Record<string, VisitKey>> = {
  KeyJ: { kind: 'move', by: 1 },
  ArrowDown: { kind: 'move', by: 1 },
  KeyK: { kind: 'move', by: -1 },
  ArrowUp: { kind: 'move', by: -1 },
  BracketLeft: { kind: 'section', by: -1 },
  BracketRight: { kind: 'section', by: 1 },
  KeyN: { kind: 'note' },
  KeyP: { kind: 'photo' },
  KeyC: { kind: 'camera' },
  KeyF: { kind: 'finding' },
  KeyG: { kind: 'form' },
  KeyS: { kind: 'take-section' },
  Digit8: { kind: 'keep', which: 0 },
  Digit9: { kind: 'keep', which: 1 },
  Delete: { kind: 'clear' },
  Backspace: { kind: 'clear' },
  Enter: { kind: 'enter' },
};

const CHOICE_OF: Readonly<Record<string, 'yes' | 'no' | 'na'>> = { 1: 'yes', 2: 'no', 3: 'na' };

/**
 * The visit's meaning of a key, null when it has none. Keys are read by their place on the keyboard, so that an Uyghur
 * layout works the same. While somebody types, only leaving and going on mean anything.
 */
export function visitKeyOf(event: KeyFacts, isTyping: boolean): VisitKey | null {
  if (event.isComposing || event.altKey) return null;
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && (event.code === 'Enter' || event.code === 'NumpadEnter')) return { kind: 'next-step' };
  if (isTyping) return event.code === 'Escape' ? { kind: 'leave' } : null;
  if (isCommand) return event.code === 'KeyZ' ? { kind: 'undo' } : null;
  const digit = /^(?:Digit|Numpad)([123])$/.exec(event.code)?.[1];
  const choice = digit ? CHOICE_OF[digit] : undefined;
  return choice ? { kind: 'choose', choice } : (PLAIN[event.code] ?? null);
}

/** Listens on the window, so that keys work wherever the focus is in the visit; dialogs keep theirs. */
export function useVisitKeys(onKey: (key: VisitKey, event: KeyboardEvent) => void, isOn: boolean): void {
  const latest = useRef(onKey);
  useEffect(() => {
    latest.current = onKey;
  });
  useEffect(() => {
    if (!isOn) return;
    const listen = (event: KeyboardEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (
        event.defaultPrevented ||
        target?.closest('[role="dialog"], .ant-picker-dropdown, .ant-select-dropdown')
      )
        return;
      const key = visitKeyOf(event, isTypingIn(target));
      // Enter and Space belong to a button that has the focus.
      if (!key || (key.kind === 'enter' && target?.closest('button, a'))) return;
      latest.current(key, event);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [isOn]);
}

function isTypingIn(target: HTMLElement | null): boolean {
  return target !== null && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
