import { isRows, type Fact, type FactCell, type Facts } from './facts.ts';
import type { DocumentTemplate } from './template.ts';

// What a published paper may say (inspections.md section 4: "text without personal data or secrets"). Facts that are personal by
// their declaration are left out; from the others every known name or address of a person, every run of digits that may be a
// telephone or identity number, and what follows the word for an address is struck out.

const STRUCK = '×××';
/** A telephone, identity or card number, also with gaps or in full-width digits; dates have at most eight digits. */
const LONG_DIGITS = /(?:[0-9０-９][\s\u00A0\-－–—.]{0,3}){10,}[0-9０-９XxＸｘ]/g;
/** A day stays as it is, also beside another. */
const DAY = /(?<![0-9-])((?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-[0-3][0-9])(?![0-9-])/;
const DIGITS = /(?<![0-9０-９])[0-9０-９]{7,}[XxＸｘ]?/g;
const MAIL = /[^\s@，。；、]+@[^\s@，。；、]+/g;
const ADDRESS =
  /(住址|住所地?|家庭地址|家住|现住|户籍地?|ئۆي ئادرېسى|تۇرالغۇسى)([:：为是在]?\s*)[^，。；,;.\n]+/g;

/** `persons`: names, addresses and numbers of people that the records know. */
export function publicText(text: string, persons: readonly string[]): string {
  const names = [...new Set(persons.map((name) => name.trim()).filter((name) => name.length > 1))];
  let left = text.normalize('NFC');
  for (const name of names.toSorted((a, b) => b.length - a.length))
    left = left.replace(patternOf(name), STRUCK);
  left = left
    .replace(ADDRESS, (_all, word: string, link: string) => `${word}${link}${STRUCK}`)
    .replace(MAIL, STRUCK);
  // Every second piece is a day.
  return left
    .split(DAY)
    .map((piece, at) => (at % 2 === 1 ? piece : piece.replace(LONG_DIGITS, STRUCK).replace(DIGITS, STRUCK)))
    .join('');
}

/** The facts of a published paper. Numbers of institutions and papers (`code`) and dates stay. */
export function publicFacts(template: DocumentTemplate, facts: Facts, persons: readonly string[]): Facts {
  const kept = Object.entries(facts).flatMap(([name, fact]): readonly [string, Fact][] => {
    const declared = template.facts[name];
    if (declared?.personal) return [];
    if (declared?.kind === 'code' || declared?.kind === 'date' || name === 'issuedOn') return [[name, fact]];
    if (!isRows(fact)) return [[name, publicCell(fact, persons)]];
    const rows = fact.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, cell]) => {
          const kind = declared?.columns[column]?.kind;
          return [column, kind === 'code' || kind === 'date' ? cell : publicCell(cell, persons)];
        }),
      ),
    );
    return [[name, rows]];
  });
  return Object.fromEntries(kept);
}

function publicCell(cell: FactCell, persons: readonly string[]): FactCell {
  if (typeof cell === 'string') return publicText(cell, persons);
  return { zh: publicText(cell.zh, persons), ug: publicText(cell.ug, persons) };
}

/** The name with whatever people put between its letters: 张 三, 阿不都·某某. */
function patternOf(name: string): RegExp {
  const letters = [...name.normalize('NFC').replaceAll(/[\s·•・‧.]+/g, '')];
  const escaped = letters.map((letter) => letter.replaceAll(/[$()*+.?[\\\]^{|}/]/g, String.raw`\$&`));
  return new RegExp(escaped.join(String.raw`[\s·•・‧.]*`), 'giu');
}
