import { inspectionKind } from '../../../shared/domain/inspections/inspection.ts';
import { appraiserKind } from '../../../shared/domain/registry/appraiser.ts';
import { assistantKind } from '../../../shared/domain/registry/assistant.ts';
import { certificateKind } from '../../../shared/domain/registry/certificate.ts';
import { institutionFactsKind } from '../../../shared/domain/registry/institution-facts.ts';
import { institutionKind } from '../../../shared/domain/registry/institution.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import type { Desk } from '../../data/desk.ts';
import { readLeadTimes } from '../../data/register.ts';

export type Entry = NonNullable<Awaited<ReturnType<typeof loadEntry>>>;

/** Everything an institution's page shows; null while the register has no such institution. */
export async function loadEntry(desk: Desk, id: RecordId) {
  const { records } = desk;
  const institution = await records.get(institutionKind, id);
  if (!institution) return null;
  const [facts, appraisers, assistants, certificates, visits, times] = await Promise.all([
    records.get(institutionFactsKind, id),
    records.list(appraiserKind, 'institutionId', id),
    records.list(assistantKind, 'institutionId', id),
    records.list(certificateKind, 'institutionId', id),
    records.list(inspectionKind, 'institutionId', id),
    readLeadTimes(desk),
  ]);
  return {
    institution,
    facts,
    times,
    appraisers: appraisers.toSorted((a, b) => (a.certificateValidTo < b.certificateValidTo ? -1 : 1)),
    assistants: assistants.toSorted((a, b) => (a.startedOn < b.startedOn ? 1 : -1)),
    certificates: certificates.toSorted((a, b) => (a.validTo < b.validTo ? 1 : -1)),
    visits: visits.toSorted((a, b) => (a.startedOn < b.startedOn ? 1 : -1)),
  };
}
