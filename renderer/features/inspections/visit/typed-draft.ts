import { useEffect, useRef, useState } from 'react';

/** After this pause in typing, what stands there is saved. */
export const TYPING_PAUSE_MS = 800;

export interface TypedDraft {
  readonly typed: string;
  readonly type: (text: string) => void;
  readonly enter: () => void;
  readonly leave: () => void;
  readonly commitNow: () => void;
}

/**
 * Text while it is being typed. It commits on leaving the field, after a pause, and when the screen is left; while the
 * field has the focus, what comes back from the disk does not move the caret or take letters away.
 */
export function useTypedDraft(kept: string, commit: (typed: string) => void): TypedDraft {
  const [typed, setTyped] = useState(kept);
  const isInside = useRef(false);
  const dirty = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(commit);

  const commitNow = (): void => {
    clearTimeout(timer.current);
    const text = dirty.current;
    dirty.current = null;
    if (text !== null) latest.current(text);
  };
  const leaveScreen = useRef(commitNow);
  useEffect(() => {
    latest.current = commit;
    leaveScreen.current = commitNow;
  });
  useEffect(() => {
    if (!isInside.current && dirty.current === null) setTyped(kept);
  }, [kept]);
  useEffect(() => () => leaveScreen.current(), []);

  return {
    typed,
    type: (text) => {
      setTyped(text);
      dirty.current = text;
      clearTimeout(timer.current);
      timer.current = setTimeout(commitNow, TYPING_PAUSE_MS);
    },
    enter: () => {
      isInside.current = true;
    },
    leave: () => {
      isInside.current = false;
      commitNow();
    },
    commitNow,
  };
}
