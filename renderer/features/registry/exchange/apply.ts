import {
  addCertificate,
  amendCertificate,
} from '../../../../shared/domain/registry/certificate-mutations.ts';
import {
  amendAppraiserFacts,
  amendInstitutionFacts,
} from '../../../../shared/domain/registry/facts-mutations.ts';
import { importRow } from '../../../../shared/domain/registry/import-mutations.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import type { ActOutcome, Desk } from '../../../data/desk.ts';
import type { PlannedAct, PlannedRow } from './plan.ts';

export interface Applied {
  readonly done: number;
  /** Rows that were not taken, with the outcome that stopped them; the rows after them went on. */
  readonly failed: readonly { readonly row: PlannedRow; readonly outcome: ActOutcome }[];
  readonly isStopped: boolean;
}

/**
 * Writes the chosen rows, one act per record, all with one import id. Stopping leaves what is written: importing the same file
 * again finds those rows unchanged. A disk that takes nothing more ends it.
 */
export async function applyRows(
  desk: Desk,
  rows: readonly PlannedRow[],
  onProgress: (done: number) => void,
  isStopped: () => boolean,
): Promise<Applied> {
  const importId = newUlid(desk.clock, desk.random) as RecordId;
  const failed: { row: PlannedRow; outcome: ActOutcome }[] = [];
  let done = 0;
  for (const row of rows) {
    if (isStopped()) return { done, failed, isStopped: true };
    const trouble = await applyRow(desk, row, importId);
    if (trouble) failed.push({ row, outcome: trouble });
    else done += 1;
    onProgress(done);
    if (trouble?.kind === 'not-saved') return { done, failed, isStopped: true };
  }
  return { done, failed, isStopped: false };
}

async function applyRow(desk: Desk, row: PlannedRow, importId: RecordId): Promise<ActOutcome | null> {
  for (const act of row.acts) {
    const outcome = await applyAct(desk, act, importId);
    if (outcome.kind !== 'saved') return outcome;
  }
  return null;
}

function applyAct(desk: Desk, act: PlannedAct, importId: RecordId): Promise<ActOutcome> {
  switch (act.kind) {
    case 'row':
      return desk.act(importRow, { importId, row: act.row });
    case 'institution-facts':
      return desk.act(amendInstitutionFacts, { id: act.id, changes: act.changes, importId });
    case 'appraiser-facts':
      return desk.act(amendAppraiserFacts, { id: act.id, changes: act.changes, importId });
    case 'new-certificate':
      return desk.act(addCertificate, { certificate: act.certificate, importId });
    case 'changed-certificate':
      return desk.act(amendCertificate, { id: act.id, changes: act.changes, importId });
  }
}
