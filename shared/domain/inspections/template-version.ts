const VERSION = /^(0|[1-9]\d{0,3})(\.(0|[1-9]\d{0,3})){1,2}$/;

/** `1.0` or `1.0.0`: numbers between points. */
export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/** Versions are numbers between points: 1.10.0 is later than 1.9.0. */
export function laterVersion(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** The version after this one for changes of this size. */
export function nextVersion(version: string, size: 'wording' | 'items'): string {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return size === 'items' ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`;
}

/** The newest of some versions; null of none. */
export function latestVersion(versions: readonly string[]): string | null {
  return versions.reduce<string | null>(
    (best, one) => (best === null || laterVersion(one, best) ? one : best),
    null,
  );
}
