import { z } from 'zod';
import { LogId } from '../../../../shared/lib/ids.ts';
import { PortableJson } from '../../../../shared/lib/json.ts';
import type { ActSummary } from '../../../data/desk.ts';
import type { Correctable } from './correct-form.tsx';

const Act = z.object({ name: z.string(), args: PortableJson });
const Correction = z.object({
  corrects: z.array(z.object({ logId: LogId, seq: z.int() })),
  act: Act,
});

/** What a correction starts from; of a correction that was not taken either, what that one said. Null when nobody can read it. */
export function correctableFrom({ act }: Pick<ActSummary, 'act'>, text: string): Correctable | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const frame = Act.safeParse(json);
  if (!frame.success) return null;
  if (frame.data.name !== 'act/correct') return { ...frame.data, replaces: [act] };
  const correction = Correction.safeParse(frame.data.args);
  return correction.success ? { ...correction.data.act, replaces: [...correction.data.corrects, act] } : null;
}
