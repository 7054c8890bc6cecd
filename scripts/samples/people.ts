import type { Bilingual } from '../../shared/lib/text.ts';
import type { OfficerId, RecordId } from '../../shared/lib/ids.ts';
import type { Officer, Role } from '../../shared/domain/org/officer.ts';
import people from './data/people.json' with { type: 'json' };
import type { Dice } from './seeded.ts';

type Pair = readonly [zh: string, ug: string];
const pairs = (list: readonly string[][]): readonly Pair[] => list.map(([zh = '', ug = '']) => [zh, ug]);

/** Gives each invented name once; a name is all that is kept of a person. */
export function nameGiver(dice: Dice): () => Bilingual {
  const given = new Set<string>();
  const draw = (): Bilingual => (dice.chance(50) ? twoPart(dice) : fullName(dice));
  return () => {
    let name = draw();
    while (given.has(name.zh)) name = draw();
    given.add(name.zh);
    return name;
  };
}

function fullName(dice: Dice): Bilingual {
  const [family, own] = [dice.pick(pairs(people.han.family)), dice.pick(pairs(people.han.given))];
  return { zh: family[0] + own[0], ug: `${family[1]} ${own[1]}` };
}

function twoPart(dice: Dice): Bilingual {
  const [own, father] = [dice.pick(pairs(people.turkic.given)), dice.pick(pairs(people.turkic.father))];
  return { zh: `${own[0]}·${father[0]}`, ug: `${own[1]} ${father[1]}` };
}

// Every bureau has a section head who keeps the register, and at least one inspector: a visit takes two.
const ROLES: readonly Role[] = [
  'section-head',
  'inspector',
  'inspector',
  'inspector',
  'case-handler',
  'bureau-head',
];

export function makeOfficers(
  prefectureCode: string,
  count: number,
  name: () => Bilingual,
): readonly Officer[] {
  return ROLES.slice(0, count).map((role, i) => ({
    id: `officer-${prefectureCode}-${i + 1}` as RecordId,
    prefectureCode,
    name: name(),
    roles: [role],
    certificateNo:
      role === 'section-head' || role === 'inspector'
        ? `${prefectureCode}-SF-${String(i + 1).padStart(3, '0')}`
        : null,
    active: true,
  }));
}

export function officerIdOf(officer: Officer): OfficerId {
  return officer.id as string as OfficerId;
}
