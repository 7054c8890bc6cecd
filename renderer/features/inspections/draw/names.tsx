import { createContext, useContext, type ReactNode } from 'react';
import { Iso } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import type { NameBook } from './draw-query.ts';

export const NamesContext = createContext<NameBook>(new Map());

/** By id the name in the language on screen; the id itself where nobody here has that name. */
export function useNameOf(): (id: string) => string {
  const names = useContext(NamesContext);
  const words = useWords();
  return (id) => {
    const name = names.get(id);
    return name ? words(name) : id;
  };
}

export function Name({ id }: { readonly id: string }): ReactNode {
  return <Iso>{useNameOf()(id)}</Iso>;
}
