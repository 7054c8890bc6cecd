import { useLiveQuery } from 'dexie-react-hooks';
import { useRef } from 'react';

/** `loading` only before the first answer: later changes keep the old value on screen until the new one is there. */
export type Live<T> = { readonly state: 'loading' } | { readonly state: 'ready'; readonly value: T };

/** A query over the desk that runs again when a table it read changes. */
export function useLive<T>(query: () => Promise<T>, deps: readonly unknown[]): Live<T> {
  const last = useRef<Live<T>>({ state: 'loading' });
  const key = JSON.stringify(deps);
  const lastKey = useRef(key);
  if (lastKey.current !== key) {
    lastKey.current = key;
    last.current = { state: 'loading' };
  }
  const value = useLiveQuery(async () => ({ key, value: await query() }), [key]);
  if (value && value.key === key) last.current = { state: 'ready', value: value.value };
  return last.current;
}
