import { createContext, useContext } from 'react';
import { assert } from '../../shared/lib/assert.ts';
import type { Bureau } from './bureau.ts';

export const BureauContext = createContext<Bureau | null>(null);

/** The main process, for screens that ask it something themselves: keys, enrolment, settings. */
export function useBureau(): Bureau {
  const bureau = useContext(BureauContext);
  assert(bureau !== null, 'useBureau outside the application');
  return bureau;
}
