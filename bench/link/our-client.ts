import 'fake-indexeddb/auto';
import { registerInstitution } from '../../shared/domain/registry/mutations.ts';
import type { OfficerId, RecordId } from '../../shared/lib/ids.ts';
import type { ServerPlace } from '../../test/support/desk-device.ts';
import { anInstitution } from '../../test/support/inspection-builders.ts';
import { FarLink, type Measure } from './far-side.ts';
import { SERVER_ADDRESS } from './slow-link.ts';
import type { OurServer } from './our-server.ts';
import { makeActs, pinned, settle, station, type Station } from './our-station.ts';
import { actOfAnswer, actsOfVisit, someEdits, someVisits, type BenchAct } from './workload.ts';

// From one workstation to the server and on to a second one; each way on an open line and as the first one after signing in.

/** As after signing in: no connection, no TLS session, no greeting. */
async function goCold(at: Station, place: ServerPlace): Promise<void> {
  at.http.close();
  at.http = await pinned(place);
  at.device.forgetGreeting();
}

async function run(server: OurServer): Promise<readonly Measure[]> {
  const link = new FarLink();
  const place = { host: SERVER_ADDRESS, port: server.port, caPem: server.caPem };
  const [first, second] = [
    await station(place, server.codes[0] ?? ''),
    await station(place, server.codes[1] ?? ''),
  ];
  const measures: Measure[] = [];
  const rounds = {
    warm: someVisits(500, 11),
    cold: someVisits(500, 22),
  } as const;
  const institutions = new Set([...rounds.warm, ...rounds.cold].map((visit) => visit.institutionId));
  await makeActs(
    first,
    [...institutions].map((id: RecordId) => ({
      mutation: registerInstitution as unknown as BenchAct['mutation'],
      args: { institution: anInstitution({ id }) },
      atMs: Date.UTC(2026, 8, 27),
    })),
  );
  for (const at of [first, second]) await settle(at);
  await link.ask('slow');
  // TCP learns how slow the line is.
  for (const at of [first, second, first, second]) await settle(at);

  const exchange = async (name: string, line: 'warm' | 'cold', acts: readonly BenchAct[]): Promise<void> => {
    await makeActs(first, acts);
    for (const at of [first, second]) if (line === 'cold') await goCold(at, place);
    const settled = async (at: Station, until: 'answer' | 'receipts', arrived: () => void): Promise<void> => {
      at.onArrival = (what) => {
        if (what === until) arrived();
      };
      await settle(at);
      at.onArrival = () => undefined;
    };
    measures.push(await link.measure(`${name} up`, (arrived) => settled(first, 'receipts', arrived)));
    measures.push(await link.measure(`${name} down`, (arrived) => settled(second, 'answer', arrived)));
  };
  for (const line of ['warm', 'cold'] as const) {
    const visits = rounds[line];
    const partner: OfficerId = second.device.officerId;
    await exchange(
      `new ${line}`,
      line,
      visits.flatMap((visit) => actsOfVisit(visit, partner)),
    );
    await exchange(
      `edited ${line}`,
      line,
      someEdits(visits, 33).map((edit) => actOfAnswer(edit.visit, edit)),
    );
  }
  for (const at of [first, second]) {
    const { created, delivered } = await at.device.equation();
    if (created !== delivered) throw new Error(`${String(created - delivered)} acts were not delivered`);
    at.http.close();
  }
  link.done(measures);
  return measures;
}

await run(JSON.parse(process.argv[2] ?? '{}') as OurServer);
