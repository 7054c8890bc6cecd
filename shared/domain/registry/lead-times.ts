import { z } from 'zod';

const Days = z.array(z.int().min(0).max(1000)).min(1).max(12);

/** Reminders so many days before an end, and how long before it the last useful day for an application lies. */
export const LeadTime = z.strictObject({
  days: Days,
  lastUsefulDay: z
    .union([
      z.strictObject({ days: z.int().min(0).max(400) }),
      z.strictObject({ months: z.int().min(0).max(24) }),
    ])
    .nullable(),
});
export type LeadTime = z.infer<typeof LeadTime>;

/**
 * When the register warns (registry-quality-integrity.md section 14). The numbers are data: resources/domain/lead-times.json gives
 * the house's, the setting `lead-times` a bureau's own.
 */
export const LeadTimes = z.strictObject({
  version: z.string(),
  source: z.string(),
  licence: LeadTime,
  appraiserCertificate: LeadTime,
  cma: LeadTime,
  cnas: LeadTime,
  calibration: LeadTime,
  insurance: LeadTime,
  suspension: LeadTime,
  trainingHours: z.strictObject({
    perYear: z.int().min(0).max(500),
    /** Month and day from which missing hours are told, `MM-DD`. */
    remindOn: z.array(z.string().regex(/^\d{2}-\d{2}$/)).min(1),
  }),
  appraisersPerItem: z.int().min(1).max(20),
  smallInstitutionAtMost: z.int().min(0).max(50),
  proficiency: z.strictObject({
    registrationClosesDays: Days,
    resultMissingAfterDays: z.int().min(1),
    planAfterFailDays: z.int().min(1),
  }),
  integrityGradingDays: Days,
  publication: z.strictObject({ workingDays: z.int().min(1), remindAfterWorkingDays: Days }),
});
export type LeadTimes = z.infer<typeof LeadTimes>;

/** Key of the bureau's own lead times among its settings. */
export const LEAD_TIMES_KEY = 'lead-times';
