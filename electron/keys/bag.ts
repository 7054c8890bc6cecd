import { concat, fromUtf8, utf8 } from '../../shared/lib/bytes.ts';

type Secret = Uint8Array<ArrayBuffer>;

/** What one officer's keybag holds, all raw bytes. The data key and the device's keys are the same in every bag of a device. */
export interface Bag {
  readonly dataKey: Secret;
  readonly officerSigning: Secret;
  readonly officerSealing: Secret;
  readonly deviceSigning: Secret;
  readonly deviceSealing: Secret;
  /** What must not be swapped on disk: whom the region's manifest is believed from, and whom identities are sealed to. */
  readonly rootPublicKey: Secret;
  readonly prefectureSealing: Secret;
  /** The prefecture's private sealing key, still sealed to this officer; null when their roles open no identities. */
  readonly wrappedPrefectureKey: Secret | null;
  /** Keys of compartments this officer may open, by name. */
  readonly compartments: ReadonlyMap<string, Secret>;
}

const FIXED = [
  'dataKey',
  'officerSigning',
  'officerSealing',
  'deviceSigning',
  'deviceSealing',
  'rootPublicKey',
  'prefectureSealing',
] as const;

/**
 * Fields as u8 name length ‖ name ‖ u16 length ‖ bytes. Binary, not JSON: key bytes must not become strings, which
 * cannot be overwritten afterwards.
 */
export function encodeBag(bag: Bag): Secret {
  const fields: (readonly [string, Uint8Array])[] = FIXED.map((name) => [name, bag[name]]);
  if (bag.wrappedPrefectureKey !== null) fields.push(['wrappedPrefectureKey', bag.wrappedPrefectureKey]);
  for (const [name, key] of bag.compartments) fields.push([`compartment:${name}`, key]);
  return concat(
    ...fields.flatMap(([name, bytes]) => [
      Uint8Array.of(utf8(name).length),
      utf8(name),
      Uint8Array.of(bytes.length >> 8, bytes.length & 255),
      bytes,
    ]),
  );
}

/** Null when a field is missing; unknown fields of a newer app are left alone. */
export function decodeBag(bytes: Uint8Array): Bag | null {
  const fields = new Map<string, Secret>();
  for (let at = 0; at < bytes.length;) {
    const nameEnd = at + 1 + (bytes[at] ?? 0);
    const start = nameEnd + 2;
    const end = start + (((bytes[nameEnd] ?? 0) << 8) | (bytes[nameEnd + 1] ?? 0));
    if (end > bytes.length) return null;
    fields.set(fromUtf8(bytes.subarray(at + 1, nameEnd)), Uint8Array.from(bytes.subarray(start, end)));
    at = end;
  }
  const [
    dataKey,
    officerSigning,
    officerSealing,
    deviceSigning,
    deviceSealing,
    rootPublicKey,
    prefectureSealing,
  ] = FIXED.map((name) => fields.get(name));
  if (
    !dataKey ||
    !officerSigning ||
    !officerSealing ||
    !deviceSigning ||
    !deviceSealing ||
    !rootPublicKey ||
    !prefectureSealing
  )
    return null;
  const compartments = new Map(
    [...fields].flatMap(([name, key]) =>
      name.startsWith('compartment:') ? [[name.slice(12), key] as const] : [],
    ),
  );
  return {
    dataKey,
    officerSigning,
    officerSealing,
    deviceSigning,
    deviceSealing,
    rootPublicKey,
    prefectureSealing,
    wrappedPrefectureKey: fields.get('wrappedPrefectureKey') ?? null,
    compartments,
  };
}

/** Overwrites every key of a bag that is no longer needed. */
export function wipeBag(bag: Bag): void {
  for (const name of FIXED) bag[name].fill(0);
  bag.wrappedPrefectureKey?.fill(0);
  for (const key of bag.compartments.values()) key.fill(0);
}

export function copyBag(bag: Bag): Bag {
  const copy = decodeBag(encodeBag(bag));
  if (copy === null) throw new Error('a bag is its own copy');
  return copy;
}
