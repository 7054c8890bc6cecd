import type { ReactNode } from 'react';
import { Num } from '../../../ui/iso.tsx';

/** A hash that can be read aloud: eight groups of eight. Copied, it is whole. */
export function HashText({
  hash,
  isLarge = false,
}: {
  readonly hash: string;
  readonly isLarge?: boolean;
}): ReactNode {
  const groups = hash.match(/.{1,8}/g) ?? [];
  return (
    <Num className={isLarge ? 'jd-code jd-hash jd-hash-large' : 'jd-code jd-hash'}>
      {groups.map((group, at) => (
        <span key={`${at}-${group}`}>{group}</span>
      ))}
    </Num>
  );
}
