import words from '../../../../../resources/domain/document-words.json';
import type { FactWords } from '../../../../../shared/domain/documents/facts.ts';
import type { Severity } from '../../../../../shared/domain/inspections/template.ts';
import type { ResultKind } from '../../../../../shared/domain/planning/task.ts';
import type { Bilingual } from '../../../../../shared/lib/text.ts';

/** Fixed words that stand in papers, in both languages at once: a paper is never in the language of the screen. */
export const said = words;

export function severityWords(severity: Severity): FactWords {
  return said.severity[severity];
}

export function resultWords(result: ResultKind): FactWords {
  return said.result[result];
}

/** Several names in one line of each language. */
export function joined(all: readonly Bilingual[]): FactWords {
  return {
    zh: all.map((one) => one.zh).join(said.officer.separator.zh),
    ug: all.map((one) => one.ug).join(said.officer.separator.ug),
  };
}

/** 王某（执法证号 6531…）; the name alone where the register knows no certificate. */
export function officerWords(name: Bilingual, certificateNo: string | null): Bilingual {
  if (certificateNo === null) return name;
  const fill = (text: string, own: string): string =>
    text.replace('{name}', own).replace('{number}', certificateNo);
  return {
    zh: fill(said.officer['with-certificate'].zh, name.zh),
    ug: fill(said.officer['with-certificate'].ug, name.ug),
  };
}
