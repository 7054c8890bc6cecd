import type { Hex } from '../lib/bytes.ts';
import type { Instant } from '../lib/dates.ts';
import type { LogId, OfficerId, RecordId } from '../lib/ids.ts';
import type { IndexValue } from '../lib/record-kind.ts';
import type { ActState } from '../lib/act-state.ts';

// 3  inspections whole: bureauSettings; everything is pulled once more, since older pulls left the new kinds out;
//    inspectionItems, inspectors, plans, inspectionTasks: from the plan to the archive;
//    visitForms, visitParties, visitAttestations, visitSections, visitAddenda: the whole visit;
//    numberSeries, numberBlocks, documents: official numbers and issued papers; draws: verifiable draws;
//    institutionFacts, appraiserFacts, assistants, certificates, registerEvents: registers and their history;
//    templateDrafts, bureauTemplates, templateMoves: checklists of a bureau, and visits that changed their version
//    rectifications: what was found, until it is put right
//    institutionFacts, appraiserFacts, assistants, certificates, registerEvents: registers and their history
// 2  conflicts, handOvers, quarantinedActs: tasks of the inbox that the server makes, listed by state and by person;
//    attachmentReceipts: which pictures the region has; everything is pulled once more, since older pulls left these out;
//    outbox: index claimedAt for the weekly sheet
// 1  first release: eight kinds of record, confirmed copies, outbox, staged pages, cursors, counters, uploads, meta
/** Version of the local IndexedDB schema. Newest first above; a released step is never edited. */
export const SCHEMA_VERSION = 3;

const recordIndexes = 'id, dirty';

/** Dexie store definitions per version. Index columns are clear: ids, states, dates, codes, keyed hashes only. */
export const SCHEMA_STEPS: readonly {
  readonly version: number;
  readonly stores: Readonly<Record<string, string>>;
  /** It knows kinds of record that older versions left out of their pulls: the cursors go, the next pull brings them. */
  readonly pullsAgain?: true;
}[] = [
  {
    version: 1,
    stores: {
      officers: `${recordIndexes}, prefectureCode`,
      institutions: `${recordIndexes}, prefectureCode, state, licenceValidTo`,
      appraisers: `${recordIndexes}, institutionId, state, certificateValidTo`,
      templates: `${recordIndexes}, templateId`,
      inspections: `${recordIndexes}, state, institutionId, startedOn`,
      answers: `${recordIndexes}, inspectionId`,
      findings: `${recordIndexes}, inspectionId, severity, dueOn`,
      attachments: `${recordIndexes}, recordId`,
      confirmed: '[table+id], table',
      outbox: '[logId+seq], state, inReplay, lane',
      staged: '[table+id]',
      cursors: 'scope',
      counters: 'name',
      uploads: 'attachmentId, state, sha256',
      meta: 'key',
    },
  },
  {
    version: 2,
    stores: {
      // What two officers changed differently: open ones for the inbox, those of one record beside it.
      conflicts: `${recordIndexes}, state, recordId`,
      // Acts handed to a colleague: open ones, and those for one person.
      handOvers: `${recordIndexes}, state, to`,
      // Acts of the prefecture that the server has not taken: by kind, and those of one officer.
      quarantinedActs: `${recordIndexes}, kind, actor`,
      // Which pictures the region has, by visit.
      attachmentReceipts: `${recordIndexes}, recordId`,
      // One week's acts without reading the others: reading 50,000 rows takes seconds.
      outbox: '[logId+seq], state, inReplay, lane, claimedAt',
    },
    pullsAgain: true,
  },
  {
    version: 3,
    stores: {
      // What a bureau set otherwise than the house, by key.
      bureauSettings: `${recordIndexes}, key`,
      // The item list by item and day; inspectors; plans by state and year; tasks by state, institution, plan and draw.
      inspectionItems: `${recordIndexes}, itemId, validFrom`,
      inspectors: `${recordIndexes}, prefectureCode, certValidTo`,
      plans: `${recordIndexes}, state, year`,
      inspectionTasks: `${recordIndexes}, state, institutionId, planId, drawId`,
      // Further forms of a visit; what the institution's side is, by the visit's id; who takes which section; later remarks.
      visitForms: `${recordIndexes}, visitId`,
      visitParties: recordIndexes,
      visitAttestations: recordIndexes,
      visitSections: `${recordIndexes}, inspectionId`,
      visitAddenda: `${recordIndexes}, inspectionId`,
      // Official numbers: how far each row has counted, what was lent to a log, and the papers that bear them.
      numberSeries: `${recordIndexes}, series, year`,
      numberBlocks: `${recordIndexes}, logId, series, year`,
      documents: `${recordIndexes}, kind, state, subjectId, taskId, institutionId, issuedOn, numberKey`,
      // What supervision knows beyond the register, and who changed the register when.
      institutionFacts: `${recordIndexes}, prefectureCode`,
      appraiserFacts: `${recordIndexes}, prefectureCode`,
      assistants: `${recordIndexes}, institutionId`,
      certificates: `${recordIndexes}, institutionId, kind, validTo`,
      registerEvents: `${recordIndexes}, subjectId, importId`,
      // Verifiable draws: those that wait for their witnesses, and those of one plan.
      draws: `${recordIndexes}, state, planId`,
      // Checklists as they are written, by state; those a bureau published, by template; how visits changed their version.
      templateDrafts: `${recordIndexes}, state, templateId`,
      bureauTemplates: `${recordIndexes}, templateId`,
      templateMoves: recordIndexes,
      // Experts by account; the quality review by year, plan, institution, state; scores by file.
      experts: `${recordIndexes}, officerId`,
      qualityPlans: `${recordIndexes}, year`,
      qualitySamples: `${recordIndexes}, planId, state`,
      qualityReviews: `${recordIndexes}, planId, institutionId, state`,
      reviewScores: `${recordIndexes}, reviewId, state`,
      // Special inspections by state; fee checks and counts by institution and campaign; proficiency tests by state and year.
      campaigns: `${recordIndexes}, state`,
      feeChecks: `${recordIndexes}, institutionId, campaignId, state`,
      matterChecks: `${recordIndexes}, institutionId, campaignId, kind`,
      proficiencyTests: `${recordIndexes}, institutionId, state, year`,
      // What an institution was ordered to put right: by institution, by state, by last day.
      rectifications: `${recordIndexes}, institutionId, state, severity, dueOn`,
    },
    pullsAgain: true,
  },
];

/** A record as stored: clear columns beside one packed payload (12-byte nonce ‖ AES-256-GCM, AAD `<table>|<id>`). */
export interface RecordRow {
  readonly id: RecordId;
  readonly scope: string;
  /** Server's version of the confirmed copy; 0 when the server has none yet. */
  readonly version: number;
  /** 1 while acts that the server has not run yet stand on top of the confirmed copy. */
  readonly dirty: 0 | 1;
  readonly payload: Uint8Array<ArrayBuffer>;
  readonly [column: string]: IndexValue | Uint8Array | null;
}

/** The server's copy of a record that the replay set touches; `payload` null: the server has no such record. */
export interface ConfirmedRow {
  readonly table: string;
  readonly id: RecordId;
  readonly scope: string;
  readonly version: number;
  readonly columns: Readonly<Record<string, IndexValue | null>>;
  readonly payload: Uint8Array<ArrayBuffer> | null;
}

/** An act of this device. `bytes` are the exact frame bytes, encrypted (AAD `<logId>|<seq>`). */
export interface OutboxRow {
  readonly logId: LogId;
  readonly seq: number;
  readonly state: ActState;
  /** 1 until a pull says that the server ran it: it is run again on every new base. */
  readonly inReplay: 0 | 1;
  readonly lane: RecordId;
  readonly name: string;
  readonly claimedAt: Instant;
  readonly actor: OfficerId;
  readonly hash: Hex;
  readonly proofFrom: number;
  readonly proofBefore: Hex;
  readonly proofSignature: string;
  readonly sizeBytes: number;
  /** Records it wrote when it was made, as `<table>|<id>`: what a later act on them came after. */
  readonly writes: readonly string[];
  /** JSON of the last outcome the server signed, null while waiting. Refusals hold kinds and ids only. */
  readonly outcome: string | null;
  readonly amendment: number;
  /** JSON of the refusal met when it was last run here on a new base; a mark, not a state. */
  readonly localRefusal: string | null;
  /** Own acts that close this one once they are delivered; missing in rows of the first release. */
  readonly closers?: readonly { readonly logId: LogId; readonly seq: number }[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A pulled change that waits for the last page; its payload is encrypted like the record it will become. */
export interface StagedRow {
  readonly table: string;
  readonly id: RecordId;
  readonly scope: string;
  readonly op: 'put' | 'removed' | 'left';
  readonly version: number;
  readonly columns: Readonly<Record<string, IndexValue | null>>;
  readonly payload: Uint8Array<ArrayBuffer> | null;
}

/**
 * A file of this device. waiting ─ signed attachment receipt verified ─► delivered ─ kept long enough ─► leaving ─ file gone ─►
 * removed ─ fetched again ─► delivered. `here`: another device's, fetched from the server; when it leaves, its row goes.
 */
export interface UploadRow {
  readonly attachmentId: RecordId;
  readonly sha256: Hex;
  readonly sizeBytes: number;
  readonly state: 'waiting' | 'delivered' | 'leaving' | 'removed' | 'here';
  /** Bytes the server had when the last try ended. */
  readonly sentBytes: number;
  readonly receipt: string | null;
  /** What is wrong with the file here or with its upload; absent: nothing known. Rows of version 1 have none of these. */
  readonly problem?: UploadProblem | null;
  /** When it was fetched, or fetched again; counts for leaving again. */
  readonly fetchedAt?: Instant;
}

/** `mismatch`: the server got other bytes than the record names, twice. `refused`: it takes none for this record. */
export type UploadProblem = 'damaged' | 'not-here' | 'mismatch' | 'refused';

export interface MetaRow {
  readonly key: string;
  readonly value: unknown;
}

export interface CounterRow {
  readonly name: string;
  readonly value: number;
}

export interface CursorRow {
  readonly scope: string;
  readonly position: number;
}
