/**
 * 2  rules: an answer demands a photo, a note or a finding, or shows further items
 * 1  items only
 */
export const TEMPLATE_FORMAT = 2;

const MARK = /^format-(\d{1,3})$/;

export function isFormatMark(kind: string): boolean {
  return MARK.test(kind);
}

/** The mark of a format this app knows. */
export function isReadableMark(kind: string): boolean {
  const format = MARK.exec(kind)?.[1];
  return format !== undefined && Number(format) <= TEMPLATE_FORMAT;
}
