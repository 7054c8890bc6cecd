/** What the environment may change, in development, tests and trials only: a release reads none of it. */
export interface Environment {
  /** Dev server of the window's code. */
  readonly rendererUrl: string | null;
  /** Server and one-time codes a trial proposes at the enrolment screen. */
  readonly trial: { readonly address: string; readonly codes: readonly string[] } | null;
  readonly isGpuDisabled: boolean;
}

/**
 * ELECTRON_RENDERER_URL (set by electron-vite), JD_ENROL_HINT_ADDRESS with JD_ENROL_HINT_CODE (several codes separated by
 * commas), JD_DISABLE_GPU=1.
 */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  isRelease: boolean,
): Environment {
  if (isRelease) return { rendererUrl: null, trial: null, isGpuDisabled: false };
  const codes = (env['JD_ENROL_HINT_CODE'] ?? '')
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== '');
  const address = env['JD_ENROL_HINT_ADDRESS'] ?? '';
  return {
    rendererUrl: env['ELECTRON_RENDERER_URL'] || null,
    trial: address === '' ? null : { address, codes },
    isGpuDisabled: env['JD_DISABLE_GPU'] === '1',
  };
}
