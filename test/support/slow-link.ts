import { connect, createServer, type Socket } from 'node:net';

export interface SlowLink {
  /** From now on so many bytes per second go up; the way down is free. */
  setRate(bytesPerSecond: number): void;
  /** Where what arrives is sent on to; another server of the same region may take over. */
  setTarget(port: number): void;
  /** Bytes that went up, TLS and all. */
  readonly sentUp: () => number;
  stop(): Promise<void>;
}

const TICK_MS = 50;

/** A line between the app and its server, cut to a rate. It carries bytes and knows nothing of them. */
export async function startSlowLink(port: number, bytesPerSecond: number): Promise<SlowLink> {
  let rate = bytesPerSecond;
  let target = 0;
  let sent = 0;
  const sockets = new Set<Socket>();
  const line = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    far.pipe(near);
    near.on('data', (part: Buffer) => {
      near.pause();
      void pass(part, far).then(() => near.resume());
    });
  });
  async function pass(part: Buffer, far: Socket): Promise<void> {
    for (let at = 0; at < part.length && !far.destroyed;) {
      const step = Math.max(1, Math.floor((rate * TICK_MS) / 1000));
      const piece = part.subarray(at, at + step);
      far.write(piece);
      sent += piece.length;
      at += piece.length;
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    }
  }
  await new Promise<void>((resolve) => line.listen(port, '127.0.0.1', resolve));
  return {
    setRate: (next) => (rate = next),
    setTarget: (next) => (target = next),
    sentUp: () => sent,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => line.close(() => resolve()));
    },
  };
}
