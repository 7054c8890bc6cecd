export type Detail = string | number | boolean | null;

/** Codes, call names, versions: no blanks, no Chinese or Uyghur letters, nothing that could be a person's words. */
const CODE = /^[A-Za-z0-9_./:-]{0,64}$/;

/** What may stand in the log: numbers, truth values and codes. Any other text is replaced, whoever passed it. */
export function redact(details: Readonly<Record<string, Detail>>): Record<string, Detail> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'string' ? redactText(value) : value,
    ]),
  );
}

export function redactText(text: string): string {
  return CODE.test(text) ? text : '[redacted]';
}
