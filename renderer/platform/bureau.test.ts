import { describe, expect, test } from 'vitest';
import { FakeBureau } from '../../test/support/fake-bureau.ts';
import { connectBureau } from './bureau.ts';

describe('the window and the main process', () => {
  test('an answer that does not fit the contract throws instead of travelling on', async () => {
    const main = new FakeBureau({ 'settings/read': () => ({ language: 'en' }) as never });
    await expect(connectBureau(main).call('settings/read', null)).rejects.toThrow();
  });

  test('an answer of the contract comes through unchanged', async () => {
    const settings = { language: 'ug-CN', theme: 'system', lastOfficerId: null } as const;
    const main = new FakeBureau({ 'settings/read': () => settings });
    expect(await connectBureau(main).call('settings/read', null)).toEqual(settings);
  });

  test('news reaches a listener until it stops listening', () => {
    const main = new FakeBureau({});
    const heard: boolean[] = [];
    const stop = connectBureau(main).on('app/suspended', ({ suspended }) => heard.push(suspended));
    main.emit('app/suspended', { suspended: true });
    stop();
    main.emit('app/suspended', { suspended: false });
    expect(heard).toEqual([true]);
  });
});
