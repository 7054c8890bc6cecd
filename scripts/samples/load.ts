import { parseArgs } from 'node:util';
import { addAttachment } from '../../shared/domain/inspections/mutations.ts';
import { assert } from '../../shared/lib/assert.ts';
import { civilDateOf, type CivilDate } from '../../shared/lib/dates.ts';
import { findAttachment, giveReceipt, placeOf } from '../../server/features/attachments/attachments.ts';
import type { Core } from '../../server/features/core.ts';
import { loadActs, type LoadResult } from '../../server/app/load-acts.ts';
import { openLog } from '../../server/app/logger.ts';
import { openCore } from '../../server/app/open-core.ts';
import { generateSamples } from './generate.ts';
import type { Samples } from './samples.ts';

/** Everybody's demo shows the same invented people; only the dates move with the day. */
export const SAMPLE_SEED = 20200050;

/** Brings samples into a server's data folder by the road of a device's acts. Throws when an act was not applied. */
export async function loadSamples(core: Core, samples: Samples): Promise<LoadResult> {
  const loaded = await loadActs(core, { officers: samples.officers, acts: samples.acts });
  assert(
    loaded.applied === samples.acts.length,
    `every sample act applies, not so: ${JSON.stringify(loaded.others)}`,
  );
  await storePictures(core, samples);
  return loaded;
}

/** The pictures come from the generator, not from a device's upload; from here on they are like any other. */
async function storePictures(core: Core, samples: Samples): Promise<void> {
  const bytesOf = new Map(samples.files.map((file) => [file.sha256, file.bytes]));
  for (const act of samples.acts) {
    if (act.name !== addAttachment.name) continue;
    const attachment = await findAttachment(core, addAttachment.args.parse(act.args).attachment.id);
    const bytes = attachment && bytesOf.get(attachment.sha256);
    assert(bytes, 'the samples hold the bytes of every attachment');
    const place = placeOf(attachment);
    const draft = await core.files.write(place, inOnePart(bytes));
    assert(draft.sha256 === attachment.sha256, `${attachment.id} is what its act says`);
    await draft.keep();
    await giveReceipt(core, attachment, place);
  }
}

async function* inOnePart(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      seed: { type: 'string' },
      today: { type: 'string' },
      'without-visits': { type: 'boolean' },
    },
  });
  assert(values.data, '--data names the server’s folder');
  const { core, close } = await openCore({
    dataFolder: values.data,
    host: '127.0.0.1',
    databaseUrl: process.env.DATABASE_URL ?? null,
    log: openLog('warn'),
  });
  try {
    const today = (values.today ?? civilDateOf(core.clock.now())) as CivilDate;
    const samples = await generateSamples({
      seed: Number(values.seed ?? SAMPLE_SEED),
      today,
      visits: values['without-visits'] !== true,
    });
    process.stdout.write(`${JSON.stringify(await loadSamples(core, samples))}\n`);
  } finally {
    await close();
  }
}
