import { useEffect, useEffectEvent } from 'react';
import { useNavigate } from 'react-router';
import { isTyping } from '../../ui/use-list-keys.ts';
import { PAGES } from './pages.ts';

interface FrameKeys {
  readonly onPalette: () => void;
  readonly onShortcuts: () => void;
}

/** After `G` the next letter goes to a page, if it comes within this time. */
const SEQUENCE_MS = 1_200;

/** Keys that work on every page: `Ctrl+K`, `?`, and `G` followed by a page's letter. */
export function useFrameKeys({ onPalette, onShortcuts }: FrameKeys): void {
  const navigate = useNavigate();
  const onKey = useEffectEvent((event: KeyboardEvent, isAfterG: boolean): void => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      onPalette();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    if (event.key === '?') return onShortcuts();
    const page = isAfterG ? PAGES.find((one) => one.key === event.key.toLowerCase()) : undefined;
    if (page) void navigate(page.path);
  });
  useEffect(() => {
    let pressedGAt = -Infinity;
    const listen = (event: KeyboardEvent): void => {
      onKey(event, event.timeStamp - pressedGAt < SEQUENCE_MS);
      pressedGAt = event.key.toLowerCase() === 'g' && !isTyping(event.target) ? event.timeStamp : -Infinity;
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
