import { Severity } from '../inspections/template.ts';

export type SeverityCode = Severity;
/** The gravest first. */
export const SEVERITIES: readonly SeverityCode[] = Severity.options;
