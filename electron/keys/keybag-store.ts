import { fromUtf8, utf8 } from '../../shared/lib/bytes.ts';
import { OfficerId } from '../../shared/lib/ids.ts';
import { KeybagFile } from './keybag.ts';
import type { KeyFiles } from './key-files.ts';

const FOLDER = 'keys';
const ENROLLING = 'keys/enrolling';

export type StoredKeybag =
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'keybag'; readonly file: KeybagFile };

/** The keybag files of this device, one per officer. */
export class KeybagStore {
  private readonly files: KeyFiles;

  constructor(files: KeyFiles) {
    this.files = files;
  }

  async officers(): Promise<OfficerId[]> {
    return (await this.files.list(FOLDER)).flatMap((name) => {
      const id = OfficerId.safeParse(/^keybag-(.+)\.json$/.exec(name)?.[1]?.replaceAll('~', ':'));
      return id.success ? [id.data] : [];
    });
  }

  async read(officerId: OfficerId): Promise<StoredKeybag> {
    try {
      const bytes = await this.files.read(pathOf(officerId));
      if (bytes === null) return { kind: 'none' };
      const file = KeybagFile.parse(JSON.parse(fromUtf8(bytes)));
      return file.officerId === officerId ? { kind: 'keybag', file } : { kind: 'unreadable' };
    } catch {
      return { kind: 'unreadable' };
    }
  }

  write(file: KeybagFile): Promise<void> {
    return this.files.write(pathOf(file.officerId), utf8(JSON.stringify(file)));
  }

  remove(officerId: OfficerId): Promise<void> {
    return this.files.remove(pathOf(officerId));
  }

  /** Notes that a keybag is being made; until `enrolmentDone` it holds nothing but fresh keys nobody has used. */
  beginEnrolment(officerId: OfficerId): Promise<void> {
    return this.files.write(ENROLLING, utf8(officerId));
  }

  enrolmentDone(): Promise<void> {
    return this.files.remove(ENROLLING);
  }

  /** The officer whose enrolment a crash cut off, if any. */
  async unfinishedEnrolment(): Promise<OfficerId | null> {
    const bytes = await this.files.read(ENROLLING).catch(() => null);
    const id = OfficerId.safeParse(bytes === null ? null : new TextDecoder().decode(bytes));
    return id.success ? id.data : null;
  }
}

/** Windows allows no colon in a file name; an id holds no tilde. */
function pathOf(officerId: OfficerId): string {
  return `${FOLDER}/keybag-${officerId.replaceAll(':', '~')}.json`;
}
