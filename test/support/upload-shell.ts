import { sign } from 'node:crypto';
import { Attachments } from '../../electron/files/attachments.ts';
import { smallFiles } from '../../electron/files/small-files.ts';
import { AttachmentLink, type AttachmentBytes } from '../../electron/net/attachment-link.ts';
import { NetClient } from '../../electron/net/net-client.ts';
import { UploadUrls } from '../../electron/net/upload-urls.ts';
import { fixedCipher } from './journal-world.ts';
import { MemoryDisk } from './memory-disk.ts';
import { nodeHttp } from './node-http.ts';
import type { TestDevice } from './test-device.ts';

/** The main process's own attachment code, of a device that is enrolled and greeted; only Chromium's network is Node's. */
export class UploadShell {
  readonly disk = new MemoryDisk();
  readonly http = nodeHttp();
  readonly attachments = new Attachments(this.disk, () => fixedCipher());
  readonly device: TestDevice;
  readonly net: NetClient;
  origin: string;

  private constructor(device: TestDevice, origin: string) {
    this.device = device;
    this.origin = origin;
    this.net = new NetClient(
      this.http.send,
      {
        origin: () => this.origin,
        isOpen: () => true,
        signAsDevice: (bytes) => new Uint8Array(sign(null, bytes, device.keys.signing)),
      },
      () => undefined,
    );
  }

  static async open(
    device: TestDevice,
    server: { readonly url: string; readonly caPem: string },
  ): Promise<UploadShell> {
    const shell = new UploadShell(device, server.url);
    await shell.http.trust(server.caPem);
    await shell.greet();
    return shell;
  }

  async greet(): Promise<void> {
    const answer = await this.net.hello(this.device.helloBody());
    if (answer.kind !== 'answer') throw new Error(answer.kind);
  }

  /** What a killed and restarted app has: the files, not the memory. */
  restartedLink(): AttachmentLink {
    return this.#link(this.attachments);
  }

  #link(store: AttachmentBytes): AttachmentLink {
    return new AttachmentLink({
      net: this.net,
      send: this.http.send,
      store,
      urls: new UploadUrls(smallFiles(this.disk)),
      onProgress: () => undefined,
    });
  }

  /** A link whose store hands out these bytes, whatever it is asked for. */
  linkOver(bytes: Uint8Array<ArrayBuffer>): AttachmentLink {
    return this.#link({
      chunkBytes: this.attachments.chunkBytes,
      readRange: async (_sha256, start, end) => ({ kind: 'bytes', bytes: bytes.slice(start, end) }),
      stage: () => this.attachments.stage(bytes),
    });
  }

  close(): void {
    this.http.close();
    this.device.close();
  }
}
