import { z } from 'zod';
import type { Remembered } from './mapping.ts';

// Header words and keys of ours, nothing of any row: it may lie outside the encrypted database.
const KEY = 'jd-register-columns';
const Kept = z.record(z.string(), z.string());

export function readRemembered(): Remembered {
  try {
    return Kept.safeParse(JSON.parse(localStorage.getItem(KEY) ?? '{}')).data ?? {};
  } catch {
    return {};
  }
}

export function keepRemembered(remembered: Remembered): void {
  localStorage.setItem(KEY, JSON.stringify(remembered));
}
