import { createContext, useContext } from 'react';
import { assert } from '../../shared/lib/assert.ts';
import type { AppSettings } from '../../shared/ipc/contract.ts';

/** Language, theme and who was here last: known before anybody signs in. */
export interface Preferences {
  readonly settings: AppSettings;
  /** Shown at once, written to disk behind it. */
  readonly change: (settings: Partial<AppSettings>) => void;
}

export const PreferencesContext = createContext<Preferences | null>(null);

export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  assert(preferences !== null, 'usePreferences outside the application');
  return preferences;
}
