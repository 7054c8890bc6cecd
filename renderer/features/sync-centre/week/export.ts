import type { WeekComparison, WeekSheet } from '../../../data/desk.ts';

/** The sheet for a spreadsheet: act names as the protocol has them, so that files of both languages can be put together. */
export function sheetCsv(sheet: WeekSheet): string {
  const { photos } = sheet;
  const rows: readonly (readonly (string | number)[])[] = [
    ['week', 'kind', 'created', 'delivered', 'waiting', 'quarantined', 'withdrawn'],
    ...[...sheet.lines, { name: 'total', ...sheet.total }].map((line) => [
      sheet.week,
      line.name,
      line.created,
      line.delivered,
      line.waiting,
      line.quarantined,
      line.withdrawn,
    ]),
    [],
    ['week', 'files', 'made', 'received', 'waiting', 'stopped'],
    [sheet.week, 'count', photos.made, photos.received, photos.waiting, photos.stopped],
    [sheet.week, 'bytes', photos.madeBytes, photos.receivedBytes, photos.waitingBytes, photos.stoppedBytes],
    [],
    ['week', 'log', 'from', 'to', 'acts', 'receipted', 'chain'],
    ...sheet.logs.map((log) => [
      sheet.week,
      log.logId,
      log.from,
      log.to,
      log.acts,
      log.receipted?.seq ?? '',
      log.receipted?.chain ?? '',
    ]),
  ];
  // Names and numbers only: nothing here needs quotes, and nothing begins a formula.
  return `${rows.map((row) => row.join(',')).join('\r\n')}\r\n`;
}

/** The sheet with the comparison, where there is one. */
export function sheetJson(sheet: WeekSheet, compared: WeekComparison | null): string {
  const comparison =
    compared?.kind === 'compared'
      ? { at: compared.at, region: compared.region, differences: compared.differences }
      : null;
  return JSON.stringify({ format: 'jd-week-1', sheet, comparison }, null, 2);
}
