import { join } from 'node:path';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { epochMsOf } from '../../shared/lib/dates.ts';
import { lastBackup } from '../features/backup/cut.ts';
import type { Core } from '../features/core.ts';
import { INGEST_FOLDER } from '../features/ingest/recover.ts';
import { readFigures } from '../store/figures.ts';
import { ingestBytes } from '../store/ingest-file.ts';
import type { PushGate } from './push-gate.ts';

/** What is counted as it happens; everything else is read from database and disk when somebody asks. */
export interface ServerMetrics {
  answered(route: string, status: number, seconds: number): void;
  text(): Promise<string>;
  readonly contentType: string;
}

// A batch on a slow link may be read for a minute.
const SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Route patterns, kinds and counts: no id, no name and nothing that anybody wrote. */
export function openMetrics(core: Core, gate: PushGate): ServerMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'jd_http_requests_total',
    help: 'Answers by route pattern and status',
    labelNames: ['route', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'jd_http_request_seconds',
    help: 'Time from the first byte of a request to the end of its answer',
    labelNames: ['route'],
    buckets: SECONDS,
    registers,
  });
  const gauge = (name: string, help: string, ...labelNames: string[]): Gauge =>
    new Gauge({ name, help, labelNames, registers });
  const gauges = {
    acts: gauge('jd_acts', 'Acts logged, by their present state', 'state'),
    quarantined: gauge('jd_acts_quarantined', 'Acts not run, by outcome and reason', 'outcome', 'reason'),
    logs: gauge('jd_logs', 'Logs of all devices'),
    devices: gauge('jd_devices', 'Devices by state', 'state'),
    pending: gauge('jd_pending_batches', 'Batches that wait for the acts before them'),
    pendingBytes: gauge('jd_pending_bytes', 'Bytes of those batches'),
    pendingAge: gauge(
      'jd_pending_oldest_seconds',
      'How long the oldest of them has waited; 0 when none does',
    ),
    running: gauge('jd_push_running', 'Batches being judged by this process'),
    waiting: gauge('jd_push_waiting', 'Batches that wait their turn in this process'),
    bodies: gauge('jd_push_body_bytes', 'Bytes reserved for bodies of pushes in this process'),
    ingest: gauge('jd_ingest_bytes', 'Size of the ingest files of this process'),
    backupAge: gauge('jd_backup_age_seconds', 'Age of the last verified backup; +Inf when there is none'),
    attachments: gauge('jd_attachments', 'Attachments received'),
    attachmentBytes: gauge('jd_attachment_bytes', 'Their size as photographed'),
  };
  return {
    contentType: registry.contentType,
    answered: (route, status, took) => {
      requests.inc({ route, status: String(status) });
      seconds.observe({ route }, took);
    },
    text: async () => {
      await measure(core, gate, gauges);
      return registry.metrics();
    },
  };
}

async function measure(
  core: Core,
  gate: PushGate,
  gauges: Readonly<
    Record<
      | 'acts'
      | 'quarantined'
      | 'logs'
      | 'devices'
      | 'pending'
      | 'pendingBytes'
      | 'pendingAge'
      | 'running'
      | 'waiting'
      | 'bodies'
      | 'ingest'
      | 'backupAge'
      | 'attachments'
      | 'attachmentBytes',
      Gauge
    >
  >,
): Promise<void> {
  const figures = await readFigures(core.db);
  const now = epochMsOf(core.clock.now());
  const secondsSince = (at: string): number => Math.max(0, (now - Date.parse(at)) / 1000);
  const notRun = figures.quarantined.reduce((sum, { acts }) => sum + acts, 0);
  gauges.acts.set({ state: 'delivered' }, figures.actsLogged - figures.actsWithdrawn - notRun);
  gauges.acts.set({ state: 'quarantined' }, notRun);
  gauges.acts.set({ state: 'withdrawn' }, figures.actsWithdrawn);
  gauges.quarantined.reset();
  for (const { outcome, reason, acts } of figures.quarantined)
    gauges.quarantined.set({ outcome, reason }, acts);
  gauges.logs.set(figures.logs);
  for (const [state, count] of Object.entries(figures.devices)) gauges.devices.set({ state }, count);
  gauges.pending.set(figures.pending.batches);
  gauges.pendingBytes.set(figures.pending.bytes);
  gauges.pendingAge.set(figures.pending.oldest === null ? 0 : secondsSince(figures.pending.oldest));
  gauges.running.set(gate.load.running);
  gauges.waiting.set(gate.load.waiting);
  gauges.bodies.set(gate.load.bodyBytes);
  gauges.ingest.set(await ingestBytes(join(core.folder, INGEST_FOLDER)));
  const backup = await lastBackup(core.db);
  gauges.backupAge.set(backup === null ? Number.POSITIVE_INFINITY : secondsSince(backup.at));
  gauges.attachments.set(figures.attachments.count);
  gauges.attachmentBytes.set(figures.attachments.bytes);
}
