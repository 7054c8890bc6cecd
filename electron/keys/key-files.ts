/** Small whole files, atomic and flushed, as custody asks for them. Paths are relative to the profile folder. */
export interface KeyFiles {
  list(folder: string): Promise<string[]>;
  /** Null when there is no such file. */
  read(path: string): Promise<Uint8Array<ArrayBuffer> | null>;
  write(path: string, bytes: Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
}
