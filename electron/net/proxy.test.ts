import { expect, test } from 'vitest';
import type { ProxySettings } from '../../shared/ipc/link-calls.ts';
import { firstProxy, proxyConfig, proxyProblem } from './proxy.ts';

const settings = (change: Partial<ProxySettings>): ProxySettings => ({
  mode: 'system',
  address: '',
  pacUrl: '',
  pacText: '',
  ...change,
});

test.each([
  [{ mode: 'system' }, null],
  [{ mode: 'none' }, null],
  [{ mode: 'fixed', address: '10.0.0.1:3128' }, null],
  [{ mode: 'fixed', address: 'proxy.bureau.example:8080' }, null],
  [{ mode: 'fixed', address: '[fd00::1]:3128' }, null],
  [{ mode: 'fixed', address: '10.0.0.1' }, 'proxy-address-mistyped'],
  [{ mode: 'fixed', address: 'user:secret@10.0.0.1:3128' }, 'proxy-address-mistyped'],
  [{ mode: 'fixed', address: '10.0.0.1:99999' }, 'proxy-address-mistyped'],
  [{ mode: 'pac-url', pacUrl: 'http://wpad/wpad.dat' }, null],
  [{ mode: 'pac-url', pacUrl: 'https://wpad/wpad.dat' }, 'pac-address-mistyped'],
  [{ mode: 'pac-file', pacText: 'function FindProxyForURL(u, h) { return "DIRECT"; }' }, null],
  [{ mode: 'pac-file', pacText: '<html>' }, 'pac-file-wrong'],
] as const)('%o: %s', (change, problem) => {
  expect(proxyProblem(settings(change))).toBe(problem);
});

test('a PAC file travels to Chromium as a data URL, so that the file may go', () => {
  const config = proxyConfig(settings({ mode: 'pac-file', pacText: 'x' }));
  expect(config).toEqual({
    mode: 'pac_script',
    pacScript: 'data:application/x-ns-proxy-autoconfig;base64,eA==',
  });
});

test.each([
  ['DIRECT', null],
  ['PROXY 10.0.0.1:3128; DIRECT', { text: '10.0.0.1:3128', host: '10.0.0.1', port: 3128 }],
  ['SOCKS5 [fd00::1]:1080', { text: '[fd00::1]:1080', host: 'fd00::1', port: 1080 }],
])('Chromium’s "%s" names the proxy it would ask first', (resolved, proxy) => {
  expect(firstProxy(resolved)).toEqual(proxy);
});
