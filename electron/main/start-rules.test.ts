import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';
import { redact } from './log-redaction.ts';
import { judgeProfile, readProfileNote, writeProfileNote } from './profile-guard.ts';

describe('environment', () => {
  const env = {
    ELECTRON_RENDERER_URL: 'http://localhost:5173',
    JD_ENROL_HINT_ADDRESS: 'localhost:8443',
    JD_ENROL_HINT_CODE: 'A-1, B-2',
    JD_DISABLE_GPU: '1',
  };

  test('a trial proposes its server and its codes in order', () => {
    expect(readEnvironment(env, false)).toEqual({
      rendererUrl: 'http://localhost:5173',
      trial: { address: 'localhost:8443', codes: ['A-1', 'B-2'] },
      isGpuDisabled: true,
    });
  });

  test('a release reads none of it', () => {
    expect(readEnvironment(env, true)).toEqual({ rendererUrl: null, trial: null, isGpuDisabled: false });
  });
});

describe('profile', () => {
  const note = { appVersion: '0.1.0', electronMajor: 45, filesVersion: 1 };

  test('a profile last used by a newer Chromium is not opened', () => {
    expect(judgeProfile({ ...note, electronMajor: 46 }, note)).toBe('newer-runtime');
  });

  test('a profile with newer files is not opened', () => {
    expect(judgeProfile({ ...note, filesVersion: 2 }, note)).toBe('newer-files');
  });

  test('a new profile, the same one and an older one fit', () => {
    for (const previous of [null, note, { ...note, electronMajor: 42, appVersion: '9.9.9' }])
      expect(judgeProfile(previous, note)).toBe('fits');
  });

  test('the note is read back; a damaged one counts as none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jd-profile-'));
    expect(readProfileNote(folder)).toBeNull();
    writeProfileNote(folder, note);
    expect(readProfileNote(folder)).toEqual(note);
    writeFileSync(join(folder, 'profile.json'), '{"electron');
    expect(readProfileNote(folder)).toBeNull();
    rmSync(folder, { recursive: true });
  });
});

test('the log holds codes and numbers, never words', () => {
  expect(
    redact({
      call: 'journal/append',
      code: 'ENOSPC',
      count: 3,
      name: '阿娜尔',
      note: 'two words',
      path: 'C:\\Users\\li',
    }),
  ).toEqual({
    call: 'journal/append',
    code: 'ENOSPC',
    count: 3,
    name: '[redacted]',
    note: '[redacted]',
    path: '[redacted]',
  });
});
