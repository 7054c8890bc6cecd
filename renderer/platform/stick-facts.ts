import type { CallOutput } from '../../shared/ipc/contract.ts';
import type {
  CarryOutcome,
  FoundBundle,
  StickFailure,
  StickFolder,
  StickRecord,
} from '../../shared/ipc/stick-calls.ts';

// What the main process tells about sticks, by the names screens use.
export type { CarryOutcome, FoundBundle, StickFailure, StickFolder, StickRecord };

export type LookOutcome = CallOutput<'stick/look'>;
export type WrittenBundle = Extract<CallOutput<'stick/write-finish'>, { kind: 'finished' }>;
