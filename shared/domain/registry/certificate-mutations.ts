import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { applied, mutation, refuse } from '../../lib/mutation.ts';
import { freeText } from '../../lib/text.ts';
import { amendRecord } from './amend-record.ts';
import { certificatePolicy, changesOf } from './amend.ts';
import { Certificate, certificateKind, Standing } from './certificate.ts';
import { institutionKind } from './institution.ts';
import { noteRegisterEvent } from './register-event.ts';

/** Enters an accreditation certificate of a registered institution. */
export const addCertificate = mutation({
  name: 'certificate/add',
  version: 1,
  args: z.strictObject({
    certificate: Certificate.omit({ standing: true, events: true }),
    importId: RecordId.nullable(),
  }),
  lane: (args) => args.certificate.id,
  run: async (tx, { certificate, importId }, context) => {
    if (await tx.get(certificateKind, certificate.id))
      return refuse('already-registered', { id: certificate.id });
    if (!(await tx.get(institutionKind, certificate.institutionId)))
      return refuse('institution-missing', { id: certificate.institutionId });
    if (certificate.validTo < certificate.issuedOn) return refuse('ends-before-start');
    const record: Certificate = { ...certificate, standing: 'held', events: [] };
    const told = {
      table: certificateKind.table,
      kind: 'entered' as const,
      importId,
    };
    await noteRegisterEvent(tx, context, told, null, record);
    tx.put(certificateKind, record);
    return applied;
  },
});

/** Amends fields of a certificate that is not withdrawn; made with `changesBetween`. */
export const amendCertificate = mutation({
  name: 'certificate/amend',
  version: 1,
  args: z.strictObject({
    id: RecordId,
    changes: changesOf(certificatePolicy),
    importId: RecordId.nullable(),
  }),
  lane: (args) => args.id,
  run: async (tx, args, context) => {
    const certificate = await tx.get(certificateKind, args.id);
    if (!certificate) return refuse('certificate-missing', { id: args.id });
    if (certificate.standing === 'withdrawn') return refuse('certificate-withdrawn', { id: args.id });
    return amendRecord(tx, context, certificatePolicy, certificate, args);
  },
});

/** Notes that a certificate is held again, asked to be renewed, suspended or withdrawn; a withdrawn one stays so. */
export const setStanding = mutation({
  name: 'certificate/set-standing',
  version: 1,
  args: z.strictObject({
    id: RecordId,
    standing: Standing,
    on: CivilDate,
    document: freeText(120),
  }),
  lane: (args) => args.id,
  run: async (tx, { id, standing, on, document }, context) => {
    const certificate = await tx.get(certificateKind, id);
    if (!certificate) return refuse('certificate-missing', { id });
    if (certificate.standing === 'withdrawn') return refuse('certificate-withdrawn', { id });
    if (certificate.standing === standing) return applied;
    const event = { kind: standing, on, at: context.claimedAt, by: context.actor, document };
    const next = { ...certificate, standing, events: [...certificate.events, event] };
    const told = {
      table: certificateKind.table,
      kind: standing === 'withdrawn' ? ('closed' as const) : ('amended' as const),
    };
    await noteRegisterEvent(tx, context, told, certificate, next);
    tx.put(certificateKind, next);
    return applied;
  },
});
