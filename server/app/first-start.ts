import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { newUlid } from '../../shared/lib/ids.ts';
import { assert } from '../../shared/lib/assert.ts';
import { REGION_CODE } from '../../shared/protocol/scope.ts';
import type { Core } from '../features/core.ts';
import { submit } from '../features/org/apply-command.ts';
import { newOffice } from '../features/org/offices.ts';
import { publishTemplate } from '../features/templates/publish.ts';
import { readMeta, writeMeta } from '../store/meta-store.ts';

const Words = z.object({ zh: z.string(), ug: z.string() });
const PrefectureList = z.object({
  region: z.object({ code: z.string(), name: Words }),
  units: z.array(z.object({ code: z.string(), name: Words, bureau: Words })),
});

// Term of domain/glossary.json, org.justiceDepartment; the list of prefectures names bureaus only.
const REGION_BUREAU = {
  zh: '新疆维吾尔自治区司法厅',
  ug: 'شىنجاڭ ئۇيغۇر ئاپتونوم رايونلۇق ئەدلىيە نازارىتى',
};

const RESOURCES = new URL('../../resources/domain/', import.meta.url);
/** The four of domain/checklists.json. */
const BUILT_IN_TEMPLATES = [
  'annual-practice-inspection',
  'case-file-quality-review',
  'fee-inspection',
  'party-building-inspection',
];

/** Gives an empty database its epoch, the prefectures with their keys, and the built-in templates. Harmless when repeated. */
export async function firstStart(core: Core): Promise<void> {
  if ((await readMeta(core.db, 'epoch')) === null) await newEpoch(core);
  const offices = await core.db.selectFrom('prefectures').select('code').execute();
  if (offices.length === 0) await makeOffices(core);
  for (const name of BUILT_IN_TEMPLATES) {
    const published = await publishTemplate(
      core,
      await readFile(new URL(`templates/${name}.json`, RESOURCES), 'utf8'),
    );
    assert(
      published.ok || published.error.kind === 'template-version-exists',
      'the built-in template is readable',
    );
  }
}

/** A new epoch makes every device compare its logs and pull from nothing. */
export async function newEpoch(core: Pick<Core, 'db' | 'clock' | 'random'>): Promise<void> {
  await writeMeta(core.db, 'epoch', newUlid(core.clock, core.random));
}

async function makeOffices(core: Core): Promise<void> {
  const list = PrefectureList.parse(
    JSON.parse(await readFile(new URL('prefectures.json', RESOURCES), 'utf8')),
  );
  const region = { code: REGION_CODE, name: list.region.name, bureau: REGION_BUREAU };
  await submit(
    core,
    [region, ...list.units].map(({ code, name, bureau }) =>
      newOffice(core.trust.storageKey, { code, name, bureau }),
    ),
  );
}
