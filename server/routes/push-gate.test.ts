import { expect, test } from 'vitest';
import { PushGate, ServerBusy } from './push-gate.ts';

const LIMIT = 1000;

interface Work {
  readonly name: string;
  end(): void;
}

/** Work that says when it begins and ends when it is told to. */
function stage(gate: PushGate): {
  readonly begun: string[];
  push(device: string, name: string): Promise<void>;
  end(name: string): Promise<void>;
} {
  const running: Work[] = [];
  const begun: string[] = [];
  return {
    begun,
    push: (device, name) =>
      gate.run(device, () => {
        begun.push(name);
        return new Promise<void>((end) => running.push({ name, end }));
      }),
    end: async (name) => {
      await new Promise((settled) => setImmediate(settled));
      running.find((work) => work.name === name)?.end();
      await new Promise((settled) => setImmediate(settled));
    },
  };
}

test('devices take turns: one with a long queue does not keep the others waiting', async () => {
  const { begun, push, end } = stage(new PushGate({ running: 1, waiting: 10, bodyBytes: LIMIT }, LIMIT));
  const all = [push('a', 'a1'), push('a', 'a2'), push('a', 'a3'), push('b', 'b1'), push('c', 'c1')];
  for (const name of ['a1', 'a2', 'b1', 'c1', 'a3']) await end(name);
  await Promise.all(all);
  expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3']);
});

test('two batches of one device never run at once, whatever room there is', async () => {
  const { begun, push, end } = stage(new PushGate({ running: 3, waiting: 10, bodyBytes: LIMIT }, LIMIT));
  const all = [push('a', 'a1'), push('a', 'a2'), push('b', 'b1')];
  await end('b1');
  expect(begun).toEqual(['a1', 'b1']);
  for (const name of ['a1', 'a2']) await end(name);
  await Promise.all(all);
  expect(begun).toEqual(['a1', 'b1', 'a2']);
});

test('work that fails gives its place back', async () => {
  const gate = new PushGate({ running: 1, waiting: 1, bodyBytes: LIMIT }, LIMIT);
  const failing = gate.run('a', () => Promise.reject(new Error('planted')));
  const after = gate.run('b', () => Promise.resolve('ran'));
  await expect(failing).rejects.toThrow('planted');
  expect(await after).toBe('ran');
  expect(gate.load).toEqual({ running: 0, waiting: 0, bodyBytes: 0 });
});

test('a full queue is busy, with a time to come again', async () => {
  const gate = new PushGate({ running: 1, waiting: 1, bodyBytes: LIMIT }, LIMIT);
  const { push, end } = stage(gate);
  const all = [push('a', 'a1'), push('b', 'b1')];
  const refused = await push('c', 'c1').catch((problem: unknown) => problem);
  expect(refused).toBeInstanceOf(ServerBusy);
  expect((refused as ServerBusy).retryAfterSeconds).toBeGreaterThanOrEqual(2);
  for (const name of ['a1', 'b1']) await end(name);
  await Promise.all(all);
});

test('bodies take room at the door by their estimate, then by what they are, and give it back once', () => {
  const gate = new PushGate({ running: 1, waiting: 1, bodyBytes: 1500 }, LIMIT);
  const first = gate.admit(60, true);
  expect(gate.load.bodyBytes).toBe(600);
  expect(() => gate.admit(null, true)).toThrow(ServerBusy);
  first.settle(90);
  const second = gate.admit(null, true);
  expect(gate.load.bodyBytes).toBe(1090);
  for (const room of [first, first, second]) room.release();
  first.settle(500);
  expect(gate.load.bodyBytes).toBe(0);
});
