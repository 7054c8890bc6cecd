import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CivilDate } from '../../shared/lib/dates.ts';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import { CATEGORIES } from '../../shared/domain/registry/institution.ts';
import { Officer } from '../../shared/domain/org/officer.ts';
import { holdsRight } from '../../shared/domain/org/authority.ts';
import { mutationRegistry } from '../../shared/protocol/mutation-registry.ts';
import places from './data/places.json' with { type: 'json' };
import { generateSamples } from './generate.ts';

const TODAY = '2026-03-16' as CivilDate;
// Arabic and Persian letters that look like Uyghur ones; Uyghur writes U+06D5, U+06BE, U+0649, U+064A, U+0643.
const FOREIGN_LETTERS = /[\u0647\u06CC\u06A9\u200C]/;

// Drawing and encoding the pictures of a year takes a few seconds on a busy machine.
describe('samples', { timeout: 60_000 }, () => {
  test('the same seed and day give the same samples, byte for byte', async () => {
    const [first, second] = await Promise.all([
      generateSamples({ seed: 7, today: TODAY }),
      generateSamples({ seed: 7, today: TODAY }),
    ]);
    expect(sha256Hex(JSON.stringify(first.acts))).toBe(sha256Hex(JSON.stringify(second.acts)));
    expect(first.files.map((file) => file.sha256)).toEqual(second.files.map((file) => file.sha256));
    expect(first.officers).toEqual(second.officers);
  });

  test('any seed and day: no foreign letters, unique names, every act by an officer of its prefecture who may do it', async () => {
    const day = fc
      .integer({ min: 0, max: 1500 })
      .map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10) as CivilDate);
    await fc.assert(
      fc.asyncProperty(fc.integer(), day, async (seed, today) => {
        const { officers, acts } = await generateSamples({ seed, today, visits: false });
        expect(JSON.stringify({ officers, acts })).not.toMatch(FOREIGN_LETTERS);
        const byId = new Map(officers.map((officer) => [officer.id as string, Officer.parse(officer)]));
        for (const act of acts) {
          const actor = byId.get(act.actor);
          expect(actor?.prefectureCode).toBe(act.prefectureCode);
          expect(
            holdsRight(actor?.roles ?? [], mutationRegistry.get(act.name)?.right ?? 'publish-region'),
          ).toBe(true);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('each prefecture has its institutions, at least two officers who inspect, and its sealed visits', async () => {
    const { officers, acts, files } = await generateSamples({ seed: 1, today: TODAY });
    for (const place of places.prefectures) {
      const own = acts.filter((act) => act.prefectureCode === place.code);
      expect(own.filter((act) => act.name === 'institution/register')).toHaveLength(place.institutions);
      expect(own.filter((act) => act.name === 'inspection/seal')).toHaveLength(place.visits);
      expect(
        officers.filter(
          (officer) => officer.prefectureCode === place.code && holdsRight(officer.roles, 'inspect'),
        ).length,
      ).toBeGreaterThanOrEqual(2);
    }
    const named = acts
      .filter((act) => act.name === 'attachment/add')
      .map((act) => (act.args as { attachment: { sha256: string } }).attachment.sha256);
    expect([...new Set(named)].toSorted()).toEqual(files.map((file) => file.sha256 as string).toSorted());
    for (const file of files) expect(sha256Hex(file.bytes)).toBe(file.sha256);
    expect(CATEGORIES.every((category) => JSON.stringify(acts).includes(category))).toBe(true);
  });

  test('no ethnicity, religion, birth, identity number or private address is kept of anybody', async () => {
    const { officers, acts } = await generateSamples({ seed: 3, today: TODAY, visits: false });
    const keys = new Set<string>();
    JSON.stringify({ officers, acts }, (key, value: unknown) => (keys.add(key), value));
    expect(
      [...keys].filter((key) => /ethnic|nation|relig|birth|gender|sex|identity|home/i.test(key)),
    ).toEqual([]);
  });
});
