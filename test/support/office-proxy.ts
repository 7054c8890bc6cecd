import { Server } from 'proxy-chain';

export interface OfficeProxy {
  /** `host:port`, as an officer types it. */
  readonly address: string;
  /** Targets of the tunnels it opened. */
  readonly opened: readonly string[];
  stop(): Promise<void>;
}

/** A CONNECT proxy that asks who comes, as bureaus have them. Null: it lets everybody through. */
export async function startOfficeProxy(
  login: { readonly user: string; readonly password: string } | null,
): Promise<OfficeProxy> {
  const opened: string[] = [];
  const server = new Server({
    port: 0,
    host: '127.0.0.1',
    prepareRequestFunction: ({ username, password, hostname, port }) => {
      const isKnown = login === null || (username === login.user && password === login.password);
      if (isKnown) opened.push(`${hostname}:${port}`);
      return { requestAuthentication: !isKnown };
    },
  });
  await server.listen();
  return {
    address: `127.0.0.1:${server.port}`,
    opened,
    stop: () => server.close(true),
  };
}
