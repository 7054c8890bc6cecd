import { describe, expect, test } from 'vitest';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { STICK_DROP } from '../../shared/ipc/stick-calls.ts';
import { ipcContract } from '../../shared/ipc/contract.ts';
import { isCallName, isEventName } from '../preload/channels.ts';
import { isTrustedSender, registerCalls, type CallHandlers } from './calls.ts';

type Listener = (event: IpcMainInvokeEvent, input: unknown) => Promise<unknown>;
const SETTINGS = { language: 'zh-CN', theme: 'dark', lastOfficerId: null } as const;

function setUp(handlers: Partial<CallHandlers>) {
  const listeners = new Map<string, Listener>();
  const problems: string[] = [];
  const stop = registerCalls(
    {
      ipcMain: {
        handle: (name: string, listener: Listener) => void listeners.set(name, listener),
        removeHandler: (name: string) => void listeners.delete(name),
      } as unknown as Pick<IpcMain, 'handle' | 'removeHandler'>,
      trustedOrigin: 'app://bureau',
      onProblem: (problem, call, code) => problems.push(`${problem} ${call} ${code}`),
      onBug: () => undefined,
    },
    handlers as CallHandlers,
  );
  const ask = async (name: string, input: unknown, url = 'app://bureau/index.html'): Promise<unknown> =>
    listeners.get(name)?.(from(url), input);
  return { ask, problems, stop, listeners };
}

function from(url: string, parent: object | null = null): IpcMainInvokeEvent {
  return { senderFrame: { url, parent } } as unknown as IpcMainInvokeEvent;
}

describe('IPC calls', () => {
  test('a call of the page is parsed, handled and answered', async () => {
    const { ask } = setUp({ 'settings/write': (change) => ({ ...SETTINGS, ...change }) });
    expect(await ask('settings/write', { theme: 'light' })).toEqual({ ...SETTINGS, theme: 'light' });
  });

  test('input that does not fit the contract reaches no handler', async () => {
    let calls = 0;
    const { ask, problems } = setUp({ 'settings/write': () => (calls++, SETTINGS) });
    for (const input of [{ theme: 'neon' }, { unknown: 1 }, 'x', null])
      await expect(ask('settings/write', input)).rejects.toThrow('bad input');
    expect(calls).toBe(0);
    expect(problems).toHaveLength(4);
  });

  test('an answer that does not fit the contract is not given', async () => {
    const { ask } = setUp({ 'settings/read': () => ({ ...SETTINGS, secret: 'x' }) as never });
    await expect(ask('settings/read', null)).rejects.toThrow('bad answer');
  });

  test('what a failing handler says stays in this process', async () => {
    const { ask, problems } = setUp({
      'settings/read': () => {
        throw new Error('举报人 王五');
      },
    });
    await expect(ask('settings/read', null)).rejects.toThrow(/^settings\/read failed: Error$/);
    expect(problems.join()).not.toContain('王五');
  });

  test.each([
    'https://bureau/',
    'app://bureau.evil/',
    'app://other/',
    'file:///app/bureau',
    'about:blank',
    '',
    'http://localhost:5173/',
  ])('a page at "%s" is refused', async (url) => {
    const { ask, problems } = setUp({ 'settings/read': () => SETTINGS });
    await expect(ask('settings/read', null, url)).rejects.toThrow('foreign sender');
    expect(problems).toEqual(['foreign-sender settings/read refused']);
  });

  test('a frame inside the page is refused, and so is one that is already gone', () => {
    expect(isTrustedSender(from('app://bureau/', {}), 'app://bureau')).toBe(false);
    expect(isTrustedSender({ senderFrame: null }, 'app://bureau')).toBe(false);
    expect(isTrustedSender(from('app://bureau/'), 'app://bureau')).toBe(true);
  });

  test('the stop takes every call back', () => {
    const { stop, listeners } = setUp({ 'settings/read': () => SETTINGS });
    stop();
    expect(listeners.size).toBe(0);
  });
});

test('the preload script lets exactly the names of the contract through, but for paths of dropped files, which it alone reads', () => {
  for (const [name, entry] of Object.entries(ipcContract))
    expect([isCallName(name), isEventName(name)], name).toEqual([
      entry.type === 'call' && name !== STICK_DROP,
      entry.type === 'event',
    ]);
  for (const name of ['', 'constructor', '__proto__', 'journal/drop'])
    expect([isCallName(name), isEventName(name)]).toEqual([false, false]);
});
