import type { ProxyConfig } from 'electron';
import { toBase64, utf8 } from '../../shared/lib/bytes.ts';
import type { ProxySettings } from '../../shared/ipc/link-calls.ts';

export type ProxyProblem = 'proxy-address-mistyped' | 'pac-address-mistyped' | 'pac-file-wrong';

const HOST_AND_PORT = /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):(\d{1,5})$/;

/** What is wrong with the settings as typed; null when nothing is. */
export function proxyProblem(proxy: ProxySettings): ProxyProblem | null {
  switch (proxy.mode) {
    case 'system':
    case 'none':
      return null;
    case 'fixed': {
      const port = Number(HOST_AND_PORT.exec(proxy.address.trim())?.[1] ?? 0);
      return port >= 1 && port <= 65_535 ? null : 'proxy-address-mistyped';
    }
    case 'pac-url':
      // https would need an authority to believe, and this session believes the region's alone.
      return /^http:\/\/[^\s]+$/i.test(proxy.pacUrl.trim()) ? null : 'pac-address-mistyped';
    case 'pac-file':
      return /function\s+FindProxyForURL\s*\(/.test(proxy.pacText) ? null : 'pac-file-wrong';
  }
}

/** The settings in Chromium's words. A PAC file is handed over as a data URL: it needs no file and no server. */
export function proxyConfig(proxy: ProxySettings): ProxyConfig {
  switch (proxy.mode) {
    case 'system':
      return { mode: 'system' };
    case 'none':
      return { mode: 'direct' };
    case 'fixed':
      return { mode: 'fixed_servers', proxyRules: proxy.address.trim(), proxyBypassRules: '<-loopback>' };
    case 'pac-url':
      return { mode: 'pac_script', pacScript: proxy.pacUrl.trim() };
    case 'pac-file':
      return {
        mode: 'pac_script',
        pacScript: `data:application/x-ns-proxy-autoconfig;base64,${toBase64(utf8(proxy.pacText))}`,
      };
  }
}

/** The proxy that Chromium would ask first, of an answer like `PROXY 10.0.0.1:3128; DIRECT`; null: none. */
export function firstProxy(
  resolved: string,
): { readonly text: string; readonly host: string; readonly port: number } | null {
  const found = /^(?:PROXY|HTTPS|SOCKS5?|SOCKS4)\s+(\[[^\]]+\]|[^:;\s]+):(\d+)/.exec(resolved.trim());
  const [host, port] = [found?.[1], found?.[2]];
  if (host === undefined || port === undefined) return null;
  return { text: `${host}:${port}`, host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}
