import type { ReactNode } from 'react';
import './widgets.css';

/** Keys as they stand on the keyboard: `['Ctrl', 'K']`. */
export function Keys({ keys }: { readonly keys: readonly string[] }): ReactNode {
  return (
    <span className="jd-keys" dir="ltr">
      {keys.map((key) => (
        <kbd key={key} className="jd-kbd">
          {key}
        </kbd>
      ))}
    </span>
  );
}
