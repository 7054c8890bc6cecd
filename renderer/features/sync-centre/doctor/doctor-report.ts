import type { TFunction } from 'i18next';
import type { DoctorResult } from '../../../platform/facts.ts';
import { readableDetails } from './readable-details.ts';

// i18n-dynamic: doctor:step.*, doctor:state.*, doctor:result.*

interface ReportFacts {
  readonly server: string;
  readonly appVersion: string;
  /** Already in the words of the screen. */
  readonly at: string;
}

/** Plain text for whoever looks after the network: addresses, codes and times; nobody's name, nobody's work. */
export function doctorReport(t: TFunction, results: readonly DoctorResult[], facts: ReportFacts): string {
  const head = [
    t('doctor:report.title'),
    `${t('doctor:report.time')}: ${facts.at}`,
    `${t('doctor:report.server')}: ${facts.server}`,
    `${t('doctor:report.version')}: ${facts.appVersion}`,
    '',
  ];
  return [...head, ...results.map((result) => line(t, result)), ''].join('\n');
}

function line(t: TFunction, { step, state, code, details, failure, tookMs }: DoctorResult): string {
  const said = t(`doctor:result.${code}`, readableDetails(details));
  const named = failure === null ? '' : ` [${t('doctor:report.code')}: ${codeOf(failure)}]`;
  return `${t(`doctor:state.${state}`)} | ${t(`doctor:step.${step}`)} | ${said}${named} | ${tookMs} ms`.replaceAll(
    /[\u2066-\u2069]/g,
    '',
  );
}

/** Kind and every plain detail: issuer of a foreign certificate, the network's code, a portal's title. */
function codeOf(failure: NonNullable<DoctorResult['failure']>): string {
  const { kind, ...rest } = failure;
  const details = Object.entries(rest).filter(([, value]) => value !== null && value !== '');
  return [kind, ...details.map(([name, value]) => `${name}=${String(value)}`)].join(' ');
}
