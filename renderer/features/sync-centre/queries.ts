import { attachmentKind, inspectionKind } from '../../../shared/domain/inspections/inspection.ts';
import { officerKind } from '../../../shared/domain/org/officer.ts';
import { institutionKind } from '../../../shared/domain/registry/institution.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import type { Bilingual } from '../../../shared/lib/text.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { ActSummary, Desk, Equation, UploadSummary } from '../../data/desk.ts';
import { useLive, type Live } from '../../data/use-live.ts';
import { useSession } from '../../platform/session-context.tsx';
import { useWords } from '../../ui/words.ts';
import type { Group } from './group.ts';

export function useEquation(): Live<Equation> {
  const desk = useDesk();
  return useLive(() => desk.equation(), ['equation']);
}

/** Newest first. */
export function useActs(group: Exclude<Group, 'photos'>, limit: number): Live<readonly ActSummary[]> {
  const desk = useDesk();
  return useLive(() => desk.acts(group === 'all' ? { limit } : { state: group, limit }), [group, limit]);
}

/** A photo on its way, with the visit it is evidence for where that is known here. */
export interface PhotoLine {
  readonly upload: UploadSummary;
  readonly inspectionId: RecordId | null;
  readonly itemId: string | null;
  readonly institution: Bilingual | null;
}

export function usePhotos(): Live<readonly PhotoLine[]> {
  const desk = useDesk();
  return useLive(
    async () => Promise.all((await desk.uploads()).toSorted(byNeed).map((upload) => photoLine(desk, upload))),
    ['photos'],
  );
}

/** Photos that a person must look at: damaged, lost, or not what their record says. */
export function useTroubledPhotos(): number {
  const desk = useDesk();
  const uploads = useLive(() => desk.uploads(), ['photo-trouble']);
  return uploads.state === 'ready' ? uploads.value.filter(isTroubled).length : 0;
}

/** A refused record is shown where its act is; the photo itself is in order. */
export function isTroubled({ problem }: UploadSummary): boolean {
  return problem !== undefined && problem !== null && problem !== 'refused';
}

/** What needs a person, then what is on its way, then the rest. */
function byNeed(a: UploadSummary, b: UploadSummary): number {
  const rank = (one: UploadSummary): number => (isTroubled(one) ? 0 : one.state === 'waiting' ? 1 : 2);
  return rank(a) - rank(b);
}

async function photoLine(desk: Desk, upload: UploadSummary): Promise<PhotoLine> {
  const attachment = await desk.records.get(attachmentKind, upload.attachmentId);
  const inspection = attachment && (await desk.records.get(inspectionKind, attachment.recordId));
  const institution = inspection && (await desk.records.get(institutionKind, inspection.institutionId));
  return {
    upload,
    inspectionId: inspection?.id ?? null,
    itemId: attachment?.itemId ?? null,
    institution: institution?.name ?? null,
  };
}

/** Names of the officers this device knows; an id it does not know stays an id. */
export function useOfficerNames(): (officerId: string) => string {
  const desk = useDesk();
  const words = useWords();
  const { status } = useSession();
  const known = useLive(() => desk.records.all(officerKind), ['officer-names']);
  return (officerId) => {
    const record = known.state === 'ready' ? known.value.find((one) => one.id === officerId) : undefined;
    const name = record?.name ?? status.officers.find((one) => one.officerId === officerId)?.name;
    return name ? words(name) : officerId;
  };
}
