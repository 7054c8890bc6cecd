import { parse } from 'csv-parse/browser/esm/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anInstitution } from '../../../../test/support/inspection-builders.ts';
import { aCertificate, anAppraiser } from '../../../../test/support/register-builders.ts';
import { noAppraiserFacts } from '../../../../shared/domain/registry/appraiser-facts.ts';
import { noInstitutionFacts } from '../../../../shared/domain/registry/institution-facts.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { LISTS, type ListName } from './columns.ts';
import { guessMapping, missingColumns, rememberMapping } from './mapping.ts';
import { planList } from './plan-list.ts';
import type { PlannedRow, Register } from './plan.ts';
import type { FileReading, RawTable } from './raw-table.ts';
import { readCsv } from './read-csv.ts';
import { countyFinder, SCOPE_CODES, SCOPE_VERSION } from './register-words.ts';
import { csvOf, rowsOf, templateRows } from './take-out.ts';
import { readXlsx, writeXlsx } from './xlsx.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const empty: Register = {
  prefectureCode: '653100',
  institutions: [],
  institutionFacts: [],
  appraisers: [],
  appraiserFacts: [],
  certificates: [],
  scopeVersion: SCOPE_VERSION,
  scopeCodes: SCOPE_CODES,
  countyCode: countyFinder('653100'),
};
const institution = anInstitution();
const full: Register = {
  ...empty,
  institutions: [institution],
  institutionFacts: [
    {
      ...noInstitutionFacts(institution),
      scopeVersion: SCOPE_VERSION,
      scope: ['FM01', 'FM0201'],
      sponsor: { zh: '某医院', ug: 'دوختۇرخانا' },
      legalAdviser: true,
      insurance: { insurer: '=保险"公司",\n分号', sumFen: 1_000_050, validTo: '2027-03-01' as CivilDate },
      fundsFen: 50_000_000,
      premisesSquareMetres: 320,
    },
  ],
  appraisers: [anAppraiser()],
  appraiserFacts: [
    {
      ...noAppraiserFacts(anAppraiser()),
      qualification: '-主检法医师',
      training: [{ year: 2026, hours: 24 }],
    },
  ],
  certificates: [aCertificate({ scopeText: '+毒物', items: ['FM05'] })],
};

function tableOf(reading: FileReading): RawTable {
  if (!reading.ok) throw new Error(reading.problem.kind);
  return reading.table;
}

function dryRun(list: ListName, table: RawTable, register: Register): readonly PlannedRow[] {
  const mapping = guessMapping(list, table.header, {});
  expect(missingColumns(list, mapping)).toEqual([]);
  return planList(list, table.rows, mapping, register);
}

const HEAD = '许可证号,机构名称,县市,业务类别,发证日期,有效期至';
const csv = (...lines: readonly string[]): RawTable => tableOf(readCsv(utf8([HEAD, ...lines].join('\n'))));
const problems = (rows: readonly PlannedRow[]) =>
  rows.map(({ line, status, problems: some }) => [
    line,
    status,
    ...some.map(({ level, kind, column }) => `${level} ${kind} ${column}`),
  ]);

describe('how a file is read', () => {
  test('a mark or strict UTF-8 is UTF-8, anything else GB18030', () => {
    // 机构名称,喀什 in GB18030
    const gb = Uint8Array.from([
      0xbb, 0xfa, 0xb9, 0xb9, 0x2c, 0xbf, 0xa6, 0xca, 0xb2, 0x0a, 0x61, 0x2c, 0x62,
    ]);
    expect(tableOf(readCsv(gb))).toMatchObject({ encoding: 'gb18030', header: ['机构', '喀什'] });
    expect(tableOf(readCsv(utf8('机构,喀什\na,b')))).toMatchObject({ encoding: 'utf-8' });
    expect(tableOf(readCsv(utf8('\uFEFF机构,喀什\na,b')))).toMatchObject({
      encoding: 'utf-8-bom',
      header: ['机构', '喀什'],
    });
  });

  test('rows keep the line at which they begin, also after a cell of several lines', () => {
    const { rows } = tableOf(readCsv(utf8('a;b\r\n\r\n1;"x\r\ny"\r\n2;z\r\n')));
    expect(rows).toEqual([
      { line: 3, cells: ['1', 'x\ny'] },
      { line: 5, cells: ['2', 'z'] },
    ]);
  });

  test('a broken or empty file is said to be so', async () => {
    expect(readCsv(utf8('a,b\n"1,2'))).toMatchObject({ ok: false, problem: { kind: 'csv-broken' } });
    expect(readCsv(utf8('a,b\n'))).toMatchObject({ ok: false, problem: { kind: 'empty' } });
    expect(await readXlsx(utf8('PK nothing').buffer as ArrayBuffer)).toMatchObject({
      problem: { kind: 'unreadable' },
    });
  });

  test('columns are known by words of three languages, and by what an officer said before', () => {
    expect(guessMapping('certificates', ['Type', 'گۇۋاھنامە نومۇرى', ' 机构名称 '], {})).toEqual({
      kind: 0,
      certNo: 1,
      institution: 2,
    });
    const remembered = rememberMapping('certificates', ['哪一种'], { kind: 0 }, {});
    expect(guessMapping('certificates', ['编号', '哪一种'], remembered)).toEqual({ certNo: 0, kind: 1 });
    expect(missingColumns('certificates', { kind: 1 })).toEqual([
      'certNo',
      'institution',
      'issuedOn',
      'validTo',
    ]);
  });
});

describe('the dry run', () => {
  test('says line by line what is wrong and with which cell', () => {
    const rows = dryRun(
      'institutions',
      csv(
        '653100009,新所,喀什市,法医类、物证,2024年1月5日,2029/1/4',
        ',无号所,喀什市,法医,2024-01-05,2029-01-04',
        '653100010,坏日期所,喀什市,法医,2024-02-30,2029-01-04',
        '653100011,外地所,和田市,法医,2024-01-05,2029-01-04',
        '653100012,怪类别所,喀什市,算命,2029-01-05,2024-01-04',
        '653100009,重号所,653122,法医,20240105,20290104',
      ),
      empty,
    );
    expect(problems(rows)).toEqual([
      [2, 'new', 'warning one-language nameUg'],
      [3, 'refused', 'error missing licenceNo', 'warning one-language nameUg'],
      [4, 'refused', 'warning one-language nameUg', 'error not-a-date licenceIssuedOn'],
      [5, 'refused', 'error foreign-prefecture county', 'warning one-language nameUg'],
      [
        6,
        'refused',
        'warning one-language nameUg',
        'error unknown-word categories',
        'error ends-before-start licenceValidTo',
      ],
      [7, 'refused', 'error twice-in-file licenceNo', 'warning one-language nameUg'],
    ]);
    expect(rows[0]?.acts).toMatchObject([
      {
        row: {
          kind: 'new-institution',
          institution: {
            licenceIssuedOn: '2024-01-05',
            categories: ['forensic-medicine', 'physical-evidence'],
          },
        },
      },
    ]);
  });

  test('tells what is new from what changed, field by field, and warns of a twin', () => {
    const [same, changed, twin] = dryRun(
      'institutions',
      csv(
        '653100001,喀什某某司法鉴定所,喀什市,法医,2022-01-01,2027-01-01',
        '653100001,喀什某某司法鉴定所,疏勒县,法医,2022-01-01,2027-01-01',
        '653100099,喀什某某司法鉴定所,喀什市,法医,2022-01-01,2027-01-01',
      ),
      full,
    );
    expect(same?.status).toBe('same');
    expect(changed?.problems.map(({ kind }) => kind)).toEqual(['twice-in-file']);
    expect(twin).toMatchObject({
      status: 'new',
      problems: [{ kind: 'one-language' }, { kind: 'same-name' }],
    });
    const [only] = dryRun(
      'institutions',
      csv('653100001,喀什某某司法鉴定所,疏勒县,法医,2022-01-01,2027-01-01'),
      full,
    );
    expect(only).toMatchObject({
      status: 'changed',
      changes: [{ field: 'countyCode', from: '653101', to: '653122' }],
    });
  });

  test('people and certificates need an institution of the register, by number or by name', () => {
    const head = '证号,姓名,执业机构,业务类别,有效期至,学时,培训年度';
    const rows = dryRun(
      'appraisers',
      tableOf(
        readCsv(
          utf8(
            [
              head,
              'A1,甲,653100001,法医,2028-01-01,20,2026',
              'A2,乙,喀什某某司法鉴定所,法医,2028-01-01,20,',
              'A3,丙,没有的所,法医,2028-01-01,,',
            ].join('\n'),
          ),
        ),
      ),
      full,
    );
    expect(problems(rows)).toEqual([
      [2, 'new', 'warning one-language nameUg'],
      [3, 'refused', 'warning one-language nameUg', 'error training-year-missing trainingYear'],
      [4, 'refused', 'error unknown-institution institution', 'warning one-language nameUg'],
    ]);
    expect(rows[0]?.acts.map(({ kind }) => kind)).toEqual(['row', 'appraiser-facts']);
  });
});

describe('what is taken out comes in again', () => {
  test.each(LISTS)('%s: as CSV and as a workbook, in both languages, nothing changes', async (list) => {
    for (const language of ['zh-CN', 'ug-CN']) {
      const rows = rowsOf(list, full, language);
      const fromCsv = tableOf(readCsv(utf8(csvOf(rows))));
      const fromXlsx = tableOf(await readXlsx(await writeXlsx(rows)));
      for (const table of [fromCsv, fromXlsx])
        expect(dryRun(list, table, full).map(({ status, problems: some }) => [status, some])).toEqual([
          ['same', []],
        ]);
      expect(missingColumns(list, guessMapping(list, templateRows(list, language)[0] ?? [], {}))).toEqual([]);
    }
  });

  test('no cell of an exported CSV begins a formula, whatever is in the register', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 4 })),
        (rows) => {
          const cells = (parse(csvOf(rows), { relax_column_count: true }) as string[][]).flat();
          expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
        },
      ),
    );
    expect(csvOf([['=1+1', '-2', "'x"]])).toBe("'=1+1,'-2,'x\r\n");
  });
});

test('2,000 rows are read and planned in well under two seconds', () => {
  const institutions = Array.from({ length: 300 }, (_, at) =>
    anInstitution({
      id: `I${at}` as RecordId,
      licenceNo: `6531${at}`,
      creditCode: '',
      name: { zh: `第${at}司法鉴定所`, ug: `${at}` },
    }),
  );
  const appraisers = Array.from({ length: 2000 }, (_, at) =>
    anAppraiser({
      id: `A${at}` as RecordId,
      certificateNo: `C${at}`,
      institutionId: `I${at % 300}` as RecordId,
      name: { zh: `鉴定人${at}`, ug: `${at}` },
    }),
  );
  const register = { ...empty, institutions, appraisers };
  const text = csvOf(rowsOf('appraisers', register, 'zh-CN'));
  const started = performance.now();
  const rows = dryRun('appraisers', tableOf(readCsv(utf8(text))), register);
  expect(rows.every(({ status }) => status === 'same')).toBe(true);
  expect(performance.now() - started).toBeLessThan(2000);
});
