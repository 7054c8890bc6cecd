/**
 * The few globals that Chromium, Node and Electron share and that `lib: ES2024` lacks.
 * shared/ is compiled without DOM and without Node types; what it needs of the world beyond this file comes as a port.
 */
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes: Uint8Array): string;
}
