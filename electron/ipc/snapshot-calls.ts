import type { Snapshots } from '../files/snapshots.ts';
import type { AreaHandlers } from './calls.ts';

/** Copies of the local state. */
export function snapshotCalls(snapshots: Snapshots): AreaHandlers<'snapshot'> {
  return {
    'snapshot/begin': () => snapshots.begin(),
    'snapshot/append': ({ snapshotId, chunk }) => snapshots.append(snapshotId, chunk),
    'snapshot/commit': ({ snapshotId }) => snapshots.commit(snapshotId),
    'snapshot/list': () => snapshots.list(),
    'snapshot/read': ({ snapshotId, chunk }) => snapshots.read(snapshotId, chunk),
  };
}
