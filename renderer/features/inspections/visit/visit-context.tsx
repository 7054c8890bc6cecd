import { createContext, useContext } from 'react';
import type { Inspection } from '../../../../shared/domain/inspections/inspection.ts';
import type { Officer } from '../../../../shared/domain/org/officer.ts';
import { assert } from '../../../../shared/lib/assert.ts';
import type { OfficerId } from '../../../../shared/lib/ids.ts';
import type { Answering } from './answering.ts';
import type { FindingCommands } from './finding-commands.ts';
import type { PhotoCommands } from './photo-commands.ts';

/** What every part of the visit screen needs and what does not change while it is open. */
export interface VisitTools {
  readonly answering: Answering;
  readonly findings: FindingCommands;
  readonly photos: PhotoCommands;
  readonly me: OfficerId;
  readonly officers: ReadonlyMap<OfficerId, Officer>;
  readonly lead: OfficerId;
  readonly startedOn: Inspection['startedOn'];
  /** False for a reader who is not on this visit. */
  readonly canEdit: boolean;
  /** Answers a yes-no item and moves on; a first "no" opens the finding instead. */
  readonly choose: (itemId: string, choice: 'yes' | 'no' | 'na') => void;
  /** Leaves this item for the next one. */
  readonly goOn: (fromItemId: string) => void;
  readonly pickPhotos: (itemId: string) => void;
  readonly startFinding: (itemId: string) => void;
}

export const VisitToolsContext = createContext<VisitTools | null>(null);

export function useTools(): VisitTools {
  const tools = useContext(VisitToolsContext);
  assert(tools !== null, 'visit tools outside a visit');
  return tools;
}
