import type {
  AppInfo,
  AppSettings,
  DeviceStatus,
  EnrolLookOutcome,
  KnownOfficer,
  Session,
} from '../../shared/ipc/contract.ts';

export { DOCTOR_STEPS } from '../../shared/ipc/link-calls.ts';
export type {
  AuthorityEvent,
  AuthorityLook,
  BureauAuthority,
  DoctorResult,
  DoctorStep,
  LinkPlan,
  ProxySettings,
} from '../../shared/ipc/link-calls.ts';

// What the main process tells the screens, by the names screens use. The contract itself stays behind renderer/platform.
export type { AppInfo, AppSettings, DeviceStatus, KnownOfficer, Session };

export type Language = AppSettings['language'];

/** Whom an enrolment code is for. */
export type FoundOfficer = Extract<EnrolLookOutcome, { kind: 'found' }>;
