import { transcriptHash, type Transcript } from '../../../../shared/domain/draw/transcript.ts';

/** docs/draw.md: what the QR code of the printed page holds. */
export function qrText(transcript: Transcript): string {
  const { algorithm, drawId, poolHash, inspectorsHash, commit } = transcript;
  return [algorithm, drawId, poolHash, inspectorsHash, commit, transcriptHash(transcript)].join('|');
}
