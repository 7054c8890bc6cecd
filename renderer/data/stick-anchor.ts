import { Signed } from '../../shared/protocol/receipt.ts';
import type { BureauDb } from './bureau-db.ts';
import { metaValue, setMeta } from './meta.ts';

/**
 * The server's signed time that came by stick. It enters the log just before the officer's next act, whose time it bounds; at once
 * it would be one act more that waits after everything was confirmed. A newer contact makes it worthless.
 */
export class StickAnchor {
  readonly #db: BureauDb;
  readonly #append: (signed: Signed) => Promise<void>;
  #kept: Promise<Signed | null> | null = null;

  constructor(db: BureauDb, append: (signed: Signed) => Promise<void>) {
    this.#db = db;
    this.#append = append;
  }

  async bring(signed: Signed): Promise<void> {
    await setMeta(this.#db, 'stickAnchor', { ...signed });
    this.#kept = Promise.resolve(signed);
  }

  /** Appends what was brought, once; appending forgets it. */
  async place(): Promise<void> {
    const signed = await this.#load();
    if (signed) await this.#append(signed);
  }

  async forget(): Promise<void> {
    if ((await this.#load()) === null) return;
    this.#kept = Promise.resolve(null);
    await setMeta(this.#db, 'stickAnchor', null);
  }

  #load(): Promise<Signed | null> {
    this.#kept ??= metaValue<unknown>(this.#db, 'stickAnchor', null).then(
      (value) => Signed.safeParse(value).data ?? null,
    );
    return this.#kept;
  }
}
