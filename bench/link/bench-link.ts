import { firstMessage, round, untilDone, type Measure } from './far-side.ts';
import { LINK, missingForLink, SlowLink } from './slow-link.ts';
import { floorOfEdits, floorOfVisits, someEdits, someVisits } from './workload.ts';

const PEERS = {
  ours: { server: 'our-server.ts', client: 'our-client.ts' },
  pouchdb: { server: 'pouch-server.ts', client: 'pouch-client.ts' },
  rxdb: { server: 'rxdb-server.ts', client: 'rxdb-client.ts' },
  photos: { server: 'our-server.ts', client: 'photo-client.ts' },
} as const;
type Peer = keyof typeof PEERS;

/** A line of the report. */
type Row = Readonly<Record<string, unknown>>;

/**
 * The same 500 new and 500 edited visits over the same slow link: ours, PouchDB and RxDB, against what the changed fields alone
 * would need, and twenty photos over a link that is cut every twenty seconds. `only` names the peers to run.
 */
export async function* benchLink(only: readonly string[] = []): AsyncGenerator<Row> {
  const missing = missingForLink();
  if (missing.length > 0) {
    console.error(`the link bench needs what this machine lacks: ${missing.join('; ')}`);
    process.exit(2);
  }
  const visits = someVisits(500, 11);
  const floors = { new: floorOfVisits(visits), edited: floorOfEdits(someEdits(visits, 33)) };
  for (const peer of Object.keys(PEERS) as Peer[]) {
    if (only.length > 0 && !only.includes(peer)) continue;
    const result = await runPeer(peer);
    if (peer === 'photos') yield { peer, ...(result as Row) };
    else yield* compared(peer, result as Measure[], floors);
  }
}

async function runPeer(peer: Peer): Promise<unknown> {
  const link = await SlowLink.open();
  try {
    const place = await firstMessage(link.start('server', PEERS[peer].server));
    return await untilDone(link, link.start('client', PEERS[peer].client, [JSON.stringify(place)]));
  } finally {
    await link.close();
  }
}

function compared(
  peer: Peer,
  measures: readonly Measure[],
  floors: { readonly new: number; readonly edited: number },
): Row[] {
  return measures.map((measure) => {
    const floorBytes = measure.name.startsWith('new') ? floors.new : floors.edited;
    const floorSeconds = (floorBytes * 8) / LINK.rateBits + (2 * LINK.roundTripMs) / 1000;
    const bytes = measure.name.includes('down') ? measure.bytesDown : measure.bytesUp;
    return {
      peer,
      ...measure,
      floorBytes,
      floorSeconds: round(floorSeconds),
      bytesToFloor: round(bytes / floorBytes),
      secondsToFloor: round(measure.seconds / floorSeconds),
      lineToFloor: round(measure.lineSeconds / floorSeconds),
      roundToFloor: round(measure.round.seconds / floorSeconds),
    };
  });
}
