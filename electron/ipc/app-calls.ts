import type { AppInfo } from '../../shared/ipc/contract.ts';
import type { Settings } from '../files/settings.ts';
import type { AreaHandlers } from './calls.ts';

export interface AppPorts {
  readonly info: Omit<AppInfo, 'enrolHint'>;
  readonly settings: Settings;
  /** Address and codes a trial installation was started with; empty in a release. */
  readonly trial: { readonly address: string; readonly codes: readonly string[] } | null;
}

/** What the app is, its settings, and what a trial proposes. */
export function appCalls({
  info,
  settings,
  trial,
}: AppPorts): AreaHandlers<'app'> & AreaHandlers<'settings'> {
  let used = 0;
  const hint = (): AppInfo['enrolHint'] => {
    const code = trial?.codes[used];
    return trial === null || code === undefined ? null : { address: trial.address, code };
  };
  return {
    'app/info': () => ({ ...info, enrolHint: hint() }),
    'app/fresh-code': () => {
      used += 1;
      return hint();
    },
    'settings/read': () => settings.read(),
    'settings/write': (change) => settings.write(change),
  };
}
