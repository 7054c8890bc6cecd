/**
 * Words both sides know before a byte has travelled: field names and the set phrases of acts and records, so that a single act
 * stays small. Positions are part of the wire: words are only added at the end, and only with a new wire version.
 */
// prettier-ignore
export const KNOWN_WORDS: readonly string[] = [
  't', 't:t', 't:n', 't:t@t', 't:t:t', '',
  'actor', 'after', 'args', 'baseVersion', 'bootId', 'claimedAt', 'elapsedMs', 'lane', 'logId', 'name', 'nameVersion', 'seq', 'v',
  'before', 'from', 'signatures', 'to', 'officerId', 'signature',
  'amendments', 'cursors', 'epoch', 'logs', 'more', 'reset', 'serverTime', 'ranUpTo', 'unrun', 'body', 'keyId',
  'op', 'scope', 'position', 'table', 'id', 'version', 'record', 'put', 'removed', 'left',
  'inspection/answer', 'inspection/start', 'inspection/resolve-answer', 'inspection/note-finding', 'inspection/remove-finding',
  'inspection/sign', 'inspection/seal', 'attachment/add', 'attachment/remove', 'clock/anchor', 'log/open', 'act/withdraw',
  'institution/register', 'appraiser/register',
  'inspectionId', 'itemId', 'value', 'note', 'seen', 'kind', 'choice', 'yes', 'no', 'na', 'score', 'points', 'number', 'text',
  'date', 'on', 'institutionId', 'templateId', 'templateVersion', 'partner', 'startedOn', 'annual-practice-inspection', '1.0.0',
  'findingId', 'severity', 'basis', 'dueOn', 'minor', 'major', 'attachment', 'attachmentId', 'recordId', 'sha256', 'sizeBytes',
  'mime', 'image/jpeg', 'widthPx', 'heightPx', 'takenAt', 'purpose', 'evidence', 'previous', 'reason', 'lost', 'first',
  'inspections', 'answers', 'findings', 'attachments', 'institutions', 'appraisers', 'officers', 'templates',
  'prefectureCode', 'state', 'in-progress', 'sealed', 'startedAt', 'sealedAt', 'contentHash', 'signedAt', 'versions', 'act',
  'at', 'by', 'zh', 'ug', 'roles', 'active', 'inspector', 'section-head',
];
