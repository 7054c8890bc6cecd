import { useCallback, useState } from 'react';
import { useDesk } from '../../../data/desk-context.tsx';
import type { CarryStep, ReadOutcome } from '../../../data/sticks.ts';
import type { CarryOutcome, FoundBundle, StickFailure, StickFolder } from '../../../platform/stick-facts.ts';

/** What happens, or happened, to one file on the page. */
export type RowNews =
  | { readonly kind: 'reading' }
  | { readonly kind: 'carrying'; readonly step: CarryStep }
  | { readonly kind: 'read'; readonly outcome: ReadOutcome }
  | { readonly kind: 'carried'; readonly outcome: CarryOutcome };

export interface FoundState {
  readonly folder: StickFolder | null;
  readonly bundles: readonly FoundBundle[];
  readonly news: ReadonlyMap<string, RowNews>;
  readonly failure: StickFailure | null;
  /** A file is being read or carried: one at a time. */
  readonly isBusy: boolean;
  chooseFolder(): Promise<void>;
  /** Looks at the folder again. */
  refresh(): Promise<void>;
  /** Lists dropped files and reads those that are for this computer. */
  takeDropped(files: readonly File[]): Promise<void>;
  read(bundles: readonly FoundBundle[]): Promise<void>;
  /** A person has agreed to what a bundle takes away; it is read again. */
  acceptRemoval(bundle: FoundBundle, removed: number): Promise<void>;
  carry(bundle: FoundBundle): Promise<void>;
}

/** The chosen stick, the files on it, and what became of them. `onChange`: the history has a new line. */
export function useFound(onChange: () => void): FoundState {
  const desk = useDesk();
  const { sticks } = desk;
  const [folder, setFolder] = useState<StickFolder | null>(null);
  const [bundles, setBundles] = useState<readonly FoundBundle[]>([]);
  const [news, setNews] = useState<ReadonlyMap<string, RowNews>>(new Map());
  const [failure, setFailure] = useState<StickFailure | null>(null);

  const tell = useCallback(
    (handle: string, item: RowNews) => setNews((known) => new Map(known).set(handle, item)),
    [],
  );

  const look = async (handle: string): Promise<void> => {
    const looked = await sticks.look(handle);
    if (looked.kind !== 'found') return setFailure(looked);
    setFailure(null);
    setFolder(looked.folder);
    setBundles((known) => merged(looked.bundles, known));
  };

  const read = async (chosen: readonly FoundBundle[]): Promise<void> => {
    for (const { handle } of chosen.toSorted(oldestFirst)) {
      tell(handle, { kind: 'reading' });
      tell(handle, { kind: 'read', outcome: await sticks.read(handle) });
      onChange();
    }
  };

  return {
    folder,
    bundles,
    news,
    failure,
    isBusy: [...news.values()].some((item) => item.kind === 'reading' || item.kind === 'carrying'),
    chooseFolder: async () => {
      const chosen = await sticks.chooseFolder();
      if (chosen.kind === 'cancelled') return;
      if (chosen.kind !== 'folder') return setFailure(chosen);
      setBundles([]);
      await look(chosen.handle);
    },
    refresh: async () => {
      if (folder) await look(folder.handle);
    },
    takeDropped: async (files) => {
      const dropped = await sticks.takeDropped(files);
      setBundles((known) => merged(known, dropped));
      await read(dropped.filter(isForThisComputer));
    },
    read,
    acceptRemoval: async (bundle, removed) => {
      await desk.answerRemoval({ accepted: true, removed });
      await read([bundle]);
    },
    carry: async ({ handle, sizeBytes }) => {
      const first: CarryStep = { phase: 'sending', doneBytes: 0, totalBytes: sizeBytes };
      tell(handle, { kind: 'carrying', step: first });
      const outcome = await sticks.carry(handle, (step) => tell(handle, { kind: 'carrying', step }));
      tell(handle, { kind: 'carried', outcome });
      onChange();
      if (folder) await look(folder.handle);
    },
  };
}

/** A return or a snapshot that this computer can open. */
export function isForThisComputer({ state }: FoundBundle): boolean {
  return state.kind === 'bundle' && state.own && state.bundleKind !== 'outward';
}

function merged(first: readonly FoundBundle[], second: readonly FoundBundle[]): readonly FoundBundle[] {
  return [...new Map([...second, ...first].map((bundle) => [bundle.handle, bundle])).values()];
}

/** In the order they were made: receipts come in any order, pages best in theirs. */
function oldestFirst(a: FoundBundle, b: FoundBundle): number {
  const at = ({ state }: FoundBundle): string => (state.kind === 'bundle' ? state.createdAt : '');
  return at(a) < at(b) ? -1 : 1;
}
