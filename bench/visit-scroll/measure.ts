import type { Page } from '@playwright/test';
import { z } from 'zod';

/** What an officer feels, under a processor four times slower than this one. */
export const Measured = z.object({
  frames: z.int(),
  /** Frames that came a whole frame or more late, while the list moved. */
  dropped: z.int(),
  p95Ms: z.number(),
  worstMs: z.number(),
  /** Long animation frames (over 50 ms) while it moved. */
  longFrames: z.int(),
  typingP50Ms: z.number(),
  typingP95Ms: z.number(),
});
export type Measured = z.infer<typeof Measured>;

const THROTTLE = 4;
const KEYS = 60;
const STEP_PX = 40;

// As text: it runs in the page. The list is moved by the same step in every frame, down and up again, as a wheel would.
const SCROLL = `async (selector, step) => {
  const list = document.querySelector(selector);
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  list.scrollTop = 0;
  for (let i = 0; i < 30; i++) await frame();
  let long = 0;
  const watch = new PerformanceObserver((entries) => { long += entries.getEntries().length; });
  watch.observe({ type: 'long-animation-frame' });
  const deltas = [];
  let last = await frame();
  for (const way of [1, -1]) {
    for (;;) {
      const before = list.scrollTop;
      list.scrollTop += way * step;
      const now = await frame();
      deltas.push(now - last);
      last = now;
      if (Math.abs(list.scrollTop - before) < 1) break;
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  watch.disconnect();
  return { deltas, long };
}`;

// From the key to the picture after it: the next frame, and the task that follows its painting.
const WATCH_KEYS = `() => {
  window.typingMs = [];
  window.addEventListener('keydown', (event) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.typingMs.push(performance.now() - event.timeStamp);
      channel.port2.postMessage(null);
    });
  }, true);
}`;

/** Scrolls a list of the page through and back, then types into one of its fields. */
export async function measure(page: Page, list: string, field: string): Promise<Measured> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  try {
    const scrolled = z
      .object({ deltas: z.array(z.number()), long: z.int() })
      .parse(await page.evaluate(`(${SCROLL})(${JSON.stringify(list)}, ${STEP_PX})`));
    await page.evaluate(`(${WATCH_KEYS})()`);
    const target = page.locator(field).first();
    await target.focus();
    for (let at = 0; at < KEYS; at++)
      await page.keyboard.press(at % 7 === 6 ? 'Space' : 'KeyA', { delay: 30 });
    const typing = z.array(z.number()).parse(await page.evaluate('window.typingMs'));
    // The display's own rhythm, whatever it is: half of all frames are on time.
    const period = quantile(scrolled.deltas, 0.5);
    return {
      frames: scrolled.deltas.length,
      dropped: scrolled.deltas.filter((delta) => delta >= period * 1.8).length,
      p95Ms: round(quantile(scrolled.deltas, 0.95)),
      worstMs: round(Math.max(...scrolled.deltas)),
      longFrames: scrolled.long,
      typingP50Ms: round(quantile(typing, 0.5)),
      typingP95Ms: round(quantile(typing, 0.95)),
    };
  } finally {
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  }
}

function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
