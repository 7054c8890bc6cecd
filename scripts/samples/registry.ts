import { addDays, daysBetween, type CivilDate } from '../../shared/lib/dates.ts';
import type { RecordId } from '../../shared/lib/ids.ts';
import type { Bilingual } from '../../shared/lib/text.ts';
import type { Appraiser } from '../../shared/domain/registry/appraiser.ts';
import { CATEGORIES, type Institution } from '../../shared/domain/registry/institution.ts';
import counties from '../../resources/domain/counties.json' with { type: 'json' };
import places from './data/places.json' with { type: 'json' };
import type { Dice } from './seeded.ts';

export interface RegistryWorld {
  readonly dice: Dice;
  readonly today: CivilDate;
  readonly name: () => Bilingual;
}

type Place = (typeof places.prefectures)[number];
const FIVE_YEARS = 1826;

/** Invented institutions of a prefecture, the first three in its seat. */
export function makeInstitutions(
  world: RegistryWorld,
  place: Place,
  brands: readonly string[][],
): readonly Institution[] {
  const ofPrefecture = counties.units.filter((county) => county.prefectureCode === place.code);
  return brands.map((brand, i) =>
    makeInstitution(world, {
      place,
      county: i < 3 ? ofPrefecture[0] : world.dice.pick(ofPrefecture),
      brand,
      no: i + 1,
    }),
  );
}

interface Plot {
  readonly place: Place;
  readonly county: (typeof counties.units)[number] | undefined;
  readonly brand: readonly string[];
  readonly no: number;
}

function makeInstitution(world: RegistryWorld, { place, county, brand, no }: Plot): Institution {
  if (!county) throw new Error(`no county of ${place.code}`);
  const { dice, today } = world;
  const form = dice.pick([...places.forms, ...places.forms.slice(0, 1)]);
  const [town, townUg] = [
    county.name.zh.replace(/(市|县|塔吉克自治县)$/, ''),
    county.name.ug.replace(/ (شەھىرى|ناھىيىسى|تاجىك ئاپتونوم ناھىيىسى)$/, ''),
  ];
  const [street, streetUg] = dice.pick(places.streets);
  const house = dice.between(3, 280);
  const { days, state } = licenceOf(no, dice);
  const validTo = addDays(today, days);
  const fullTime = dice.between(3, 12);
  return {
    id: `institution-${place.code}-${String(no).padStart(2, '0')}` as RecordId,
    prefectureCode: place.code,
    countyCode: county.code,
    name: { zh: `${town}${brand[0]}${form.zh}`, ug: `${townUg} ${brand[1]} ${form.ug}` },
    address: {
      zh: `${county.name.zh}${street}${house}号`,
      ug: `${county.name.ug} ${streetUg} ${house}-نومۇر`,
    },
    licenceNo: `${place.code.slice(0, 4)}${validTo.slice(2, 4)}${String(no).padStart(3, '0')}`,
    creditCode: creditCode(form.sponsorKind, place.code, dice),
    sponsorKind: form.sponsorKind as Institution['sponsorKind'],
    head: world.name(),
    phone: `${place.areaCode}-0${String(dice.between(100_000, 999_999))}`,
    categories: CATEGORIES.filter(
      (category, i) => i === mainCategory(no) || (category !== 'environmental-damage' && dice.chance(35)),
    ),
    licenceIssuedOn: addDays(validTo, -FIVE_YEARS),
    licenceValidTo: validTo,
    staff: { fullTime, partTime: dice.between(0, 3), assistants: dice.between(1, 5) },
    state,
  };
}

/** Most licences run for years; some are about to end, one ended while its renewal is decided, one for good. */
function licenceOf(no: number, dice: Dice): { readonly days: number; readonly state: Institution['state'] } {
  switch (no) {
    case 2:
      return { days: 24, state: 'renewing' };
    case 4:
      return { days: -9, state: 'renewing' };
    case 5:
      return { days: 5, state: 'in-practice' };
    case 8:
      return { days: -130, state: 'expired' };
    default:
      return { days: dice.between(60, FIVE_YEARS - 30), state: 'in-practice' };
  }
}

/** Most work is forensic medicine or physical evidence; every seventh institution does environmental damage. */
function mainCategory(no: number): number {
  return no % 7 === 3 ? CATEGORIES.indexOf('environmental-damage') : no % 2;
}

const CODE_SYMBOLS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A unified social credit code with a right check symbol (GB 32100-2015); the body is invented. */
function creditCode(sponsorKind: string, areaCode: string, dice: Dice): string {
  const kind = sponsorKind === 'company' ? '91' : sponsorKind === 'private-non-enterprise' ? '52' : '12';
  const body = Array.from({ length: 9 }, () => CODE_SYMBOLS.charAt(dice.int(CODE_SYMBOLS.length))).join('');
  const code = kind + areaCode + body;
  const sum = [...code].reduce((total, symbol, i) => total + CODE_SYMBOLS.indexOf(symbol) * (3 ** i % 31), 0);
  return code + CODE_SYMBOLS.charAt((31 - (sum % 31)) % 31);
}

const TITLES = ['senior', 'associate-senior', 'intermediate', 'intermediate', 'junior', 'none'] as const;

/** As many appraisers as the institution states, within the 3 to 15 that one here has. */
export function makeAppraisers(world: RegistryWorld, institution: Institution): readonly Appraiser[] {
  const { dice, today } = world;
  const { fullTime, partTime } = institution.staff;
  return Array.from({ length: fullTime + partTime }, (_, i) => {
    const validTo = addDays(today, i === 0 ? dice.between(-20, 50) : dice.between(60, FIVE_YEARS));
    return {
      id: `appraiser-${institution.id.slice('institution-'.length)}-${String(i + 1).padStart(2, '0')}` as RecordId,
      prefectureCode: institution.prefectureCode,
      institutionId: institution.id,
      name: world.name(),
      certificateNo: `${institution.licenceNo}${String(i + 1).padStart(3, '0')}`,
      certificateValidTo: validTo,
      title: dice.pick(TITLES),
      fullTime: i < fullTime,
      categories: [dice.pick(institution.categories)],
      state:
        daysBetween(today, validTo) < 0
          ? 'expired'
          : daysBetween(today, validTo) < 30
            ? 'renewing'
            : 'practising',
    };
  });
}
