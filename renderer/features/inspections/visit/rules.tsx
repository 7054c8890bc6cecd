import type { ReactNode } from 'react';
import { Iso } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { citedRules } from './basis.ts';

/** What the rule says: each cited rule by its full name, a measure with its gist in the official language. */
export function Rules({ basis }: { readonly basis: string }): ReactNode {
  const words = useWords();
  return (
    <dl className="jd-rules">
      {citedRules(basis).map(({ cited, name, measure }) => (
        <div key={cited}>
          <dt>
            <Iso>{cited}</Iso>
          </dt>
          {name ? (
            <dd className="jd-soft">
              <Iso>{words(name)}</Iso>
            </dd>
          ) : null}
          {measure ? (
            <dd lang="zh-CN" dir="ltr" className="jd-soft">
              {measure.title}：{measure.gist}
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
