import type { HttpSend } from '../../electron/net/http.ts';
import { instantOf } from '../../shared/lib/dates.ts';
import { parseEnrolmentCode } from '../../shared/protocol/enrolment-code.ts';
import { DeskDevice, type ServerPlace } from '../../test/support/desk-device.ts';
import { nodeHttp, type NodeHttp } from '../../test/support/node-http.ts';
import type { BenchAct } from './workload.ts';

// A workstation with the shipped engine, packing and net client. Only the network stack is Node's, and IndexedDB is in memory.

/** What Chromium adds to every request; sent here too, so that the bytes are those of the app. */
const CHROMIUM = {
  'user-agent':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) jianding-desk/0.1.0 Chrome/148.0.0.0 Electron/42.0.0 Safari/537.36',
  'accept-language': 'zh-CN',
  'sec-fetch-site': 'none',
  'sec-fetch-mode': 'no-cors',
  'sec-fetch-dest': 'empty',
  priority: 'u=4, i',
};

export interface Station {
  readonly device: DeskDevice;
  readonly send: HttpSend;
  http: NodeHttp;
  /** Told when an answer was here, and when the receipts for everything sent were verified. */
  onArrival: (what: 'answer' | 'receipts') => void;
  /** The time of the next act. */
  nowMs: number;
}

export async function station(place: ServerPlace, code: string): Promise<Station> {
  const parsed = parseEnrolmentCode(code);
  if (!parsed.ok) throw new Error('code');
  const clock = { now: () => instantOf((parts.nowMs += 1)) };
  const parts = {
    nowMs: Date.UTC(2026, 8, 28),
    http: await pinned(place),
    onArrival: (_what: 'answer' | 'receipts'): void => undefined,
  };
  const send: HttpSend = async (question) => {
    const answer = await parts.http.send({ ...question, headers: { ...CHROMIUM, ...question.headers } });
    parts.onArrival('answer');
    return answer;
  };
  const device = await DeskDevice.enrol(place, parsed.value.secret, clock, () => send);
  device.onPhase = (phase) => {
    if (phase === 'receiving') parts.onArrival('receipts');
  };
  return Object.assign(parts, { device, send });
}

export async function pinned(place: ServerPlace): Promise<NodeHttp> {
  const http = nodeHttp();
  await http.trust(place.caPem);
  return http;
}

export async function makeActs(at: Station, acts: readonly BenchAct[]): Promise<void> {
  const nowMs = at.nowMs;
  for (const act of acts) {
    at.nowMs = act.atMs;
    const outcome = await at.device.act(act.mutation, act.args as never);
    if (outcome.kind !== 'saved') throw new Error(`${act.mutation.name}: ${JSON.stringify(outcome)}`);
  }
  // The greeting was moments ago, whenever the acts were.
  at.nowMs = nowMs;
}

/** One whole round. */
export async function settle(at: Station): Promise<void> {
  const outcome = await at.device.sync();
  if (outcome.kind !== 'done') throw new Error(`the round ended as ${JSON.stringify(outcome)}`);
}
