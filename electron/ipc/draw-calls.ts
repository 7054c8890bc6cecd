import type { DrawSeeds } from '../files/draw-seeds.ts';
import type { AreaHandlers } from './calls.ts';

/** Seeds of draws between commitment and result. */
export function drawCalls(seeds: DrawSeeds): AreaHandlers<'draws'> {
  return {
    'draws/make-seed': ({ drawRecordId }) => seeds.make(drawRecordId),
    'draws/seed-state': ({ drawRecordId }) => seeds.state(drawRecordId),
    'draws/open-seed': ({ drawRecordId, digits }) => seeds.open(drawRecordId, digits),
    'draws/forget-seed': ({ drawRecordId }) => seeds.forget(drawRecordId),
  };
}
