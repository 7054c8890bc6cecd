import { createContext, useContext } from 'react';
import { assert } from '../../shared/lib/assert.ts';
import type { Desk } from './desk.ts';

/** The open desk of the signed-in officer; null while nobody is signed in. */
export const DeskContext = createContext<Desk | null>(null);

/** The open desk. Only screens inside the frame may ask: there somebody is always signed in. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  assert(desk !== null, 'useDesk outside the frame');
  return desk;
}
