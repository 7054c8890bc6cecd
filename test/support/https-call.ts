import { Agent, request } from 'node:https';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

export interface HttpsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  json(): unknown;
}

export interface HttpsCall {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface HttpsCaller {
  call(path: string, options?: HttpsCall): Promise<HttpsAnswer>;
  close(): void;
}

/** Calls a server whose certificate must come from `caPem`, over one kept connection. */
export function httpsCaller(url: string, caPem: string): HttpsCaller {
  const agent = new Agent({ keepAlive: true, ca: caPem });
  return {
    call: (path, options = {}) =>
      new Promise((resolve, reject) => {
        const call = request(
          new URL(path, url),
          { agent, method: options.method ?? 'GET', headers: options.headers },
          (answer) => {
            const chunks: Buffer[] = [];
            answer.on('data', (chunk: Buffer) => chunks.push(chunk));
            answer.on('error', reject);
            answer.on('end', () => {
              const raw = Buffer.concat(chunks);
              const coding = answer.headers['content-encoding'];
              const body =
                coding === 'br' ? brotliDecompressSync(raw) : coding === 'gzip' ? gunzipSync(raw) : raw;
              resolve({
                status: answer.statusCode ?? 0,
                headers: answer.headers,
                body,
                json: () => JSON.parse(body.toString('utf8')) as unknown,
              });
            });
          },
        );
        call.on('error', reject);
        call.end(options.body);
      }),
    close: () => agent.destroy(),
  };
}
