import type { RecordId } from '../../lib/ids.ts';
import type { Institution } from '../registry/institution.ts';
import { SEVERITIES, type SeverityCode } from './severities.ts';
import { countOf, shareOf, type Count, type Share } from './figure.ts';
import { findingsOf, groupIds, visitsOf, yearOf, type FigureRecords } from './records.ts';

/** Who may be drawn: everybody but suspended, expired and cancelled ones. */
const IN_POOL: readonly Institution['state'][] = ['in-practice', 'renewing', 'rectifying'];

/**
 * Institutions visited among those of the pool. The pool is the register's institutions that may be drawn and whose licence was given by the
 * end of the year, and whoever was visited: the register keeps no pool of years gone by.
 */
export function coverage(records: FigureRecords, year: number): Share {
  const visited = new Set(visitsOf(records, year).map((visit) => visit.institutionId));
  const pool = records.institutions
    .filter((one) => IN_POOL.includes(one.state) && yearOf(one.licenceIssuedOn) <= year)
    .map((one) => one.id);
  return shareOf(visited, [...pool, ...visited]);
}

export function visitsMade(records: FigureRecords, year: number): Count {
  return countOf(visitsOf(records, year).map((visit) => visit.id));
}

export interface AgainstCap {
  /** The lowest cap of the year's plans in force; null when there was none. */
  readonly cap: number | null;
  /** Visits by institution. */
  readonly perInstitution: ReadonlyMap<RecordId, readonly RecordId[]>;
  readonly under: Count;
  readonly at: Count;
  readonly over: Count;
}

/** Visits of each institution against the yearly cap; the counts name institutions. */
export function visitsAgainstCap(records: FigureRecords, year: number): AgainstCap {
  const caps = records.plans
    .filter((plan) => plan.year === year && plan.state !== 'drafted')
    .map((plan) => plan.yearlyCap);
  const cap = caps.length === 0 ? null : Math.min(...caps);
  const perInstitution = groupIds(visitsOf(records, year), (visit) => visit.institutionId);
  const those = (fits: (visits: number, cap: number) => boolean): Count =>
    countOf(
      [...perInstitution]
        .filter(([, visits]) => cap !== null && fits(visits.length, cap))
        .map(([institutionId]) => institutionId),
    );
  return {
    cap,
    perInstitution,
    under: those((visits, most) => visits < most),
    at: those((visits, most) => visits === most),
    over: those((visits, most) => visits > most),
  };
}

export interface ItemFindings {
  readonly itemId: string | null;
  readonly bySeverity: Readonly<Record<SeverityCode, Count>>;
  readonly all: Count;
}

/** Findings of a year by item, the most frequent first. */
export function findingsPerItem(records: FigureRecords, year: number): readonly ItemFindings[] {
  const byItem = Map.groupBy(findingsOf(records, year), (finding) => finding.itemId);
  return [...byItem]
    .map(([itemId, findings]) => ({
      itemId,
      bySeverity: bySeverity(findings),
      all: countOf(findings.map((finding) => finding.id)),
    }))
    .toSorted(
      (a, b) => b.all.ids.length - a.all.ids.length || ((a.itemId ?? '') < (b.itemId ?? '') ? -1 : 1),
    );
}

export function findingsPerSeverity(
  records: FigureRecords,
  year: number,
): Readonly<Record<SeverityCode, Count>> {
  return bySeverity(findingsOf(records, year));
}

function bySeverity(findings: FigureRecords['findings']): Readonly<Record<SeverityCode, Count>> {
  const count = (severity: SeverityCode): Count =>
    countOf(findings.filter((finding) => finding.severity === severity).map((finding) => finding.id));
  return Object.fromEntries(SEVERITIES.map((severity) => [severity, count(severity)])) as Record<
    SeverityCode,
    Count
  >;
}
