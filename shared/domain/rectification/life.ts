import { daysBetween, addDays, type CivilDate } from '../../lib/dates.ts';
import { refuse, type MutationOutcome } from '../../lib/mutation.ts';
import {
  lastDay,
  type Extension,
  type Rectification,
  type RectificationEvent,
  type RectificationState,
} from './rectification.ts';

type EventKind = RectificationEvent['kind'];

/** Before a report came: the institution still works on it. */
export const UNREPORTED: readonly RectificationState[] = ['ordered', 'plan-submitted', 'in-progress'];
/** Everything that still waits for somebody. */
export const OPEN: readonly RectificationState[] = [...UNREPORTED, 'reported', 'recheck', 'not-accepted'];

/** event → the states it may follow (null: the beginning), and the state it leads to (null: none of its own). */
const STEPS: Readonly<
  Record<
    EventKind,
    { readonly after: readonly (RectificationState | null)[]; readonly to: RectificationState | null }
  >
> = {
  ordered: { after: [null, 'not-accepted'], to: 'ordered' },
  // A plan handed in again before it was agreed to takes the earlier one's place; both stay.
  'plan-submitted': { after: ['ordered', 'plan-submitted'], to: 'plan-submitted' },
  'plan-agreed': { after: ['plan-submitted'], to: 'in-progress' },
  reported: { after: ['in-progress'], to: 'reported' },
  'extension-asked': { after: UNREPORTED, to: null },
  'extension-granted': { after: UNREPORTED, to: null },
  'extension-refused': { after: UNREPORTED, to: null },
  'recheck-begun': { after: ['reported'], to: 'recheck' },
  accepted: { after: ['recheck'], to: 'accepted' },
  'not-accepted': { after: ['recheck'], to: 'not-accepted' },
  transferred: { after: ['not-accepted', ...UNREPORTED], to: 'transferred' },
  closed: { after: ['accepted', 'transferred'], to: 'closed' },
  'evidence-added': { after: [...UNREPORTED, 'reported', 'recheck'], to: null },
  'evidence-removed': { after: UNREPORTED, to: null },
};

/** What the events come to. */
export type Life = Pick<Rectification, 'state' | 'orderedOn' | 'dueOn' | 'extendedTo' | 'extension'>;

/** Why this event may not follow on this life; null when it may. `life` null: there is no order yet. */
export function refusalOf(
  life: Life | null,
  event: Pick<RectificationEvent, 'kind' | 'on' | 'dueOn'>,
): MutationOutcome | null {
  const state = life?.state ?? null;
  if (!STEPS[event.kind].after.includes(state))
    return refuse('rectification-wrong-state', { state: state ?? 'none' });
  if (event.kind === 'ordered')
    return event.dueOn === null || event.dueOn < event.on
      ? refuse('rectification-date-order', { on: event.dueOn ?? event.on, after: event.on })
      : null;
  if (!life) return null;
  if (event.on < life.orderedOn)
    return refuse('rectification-date-order', { on: event.on, after: life.orderedOn });
  if (event.kind === 'transferred' && state !== 'not-accepted' && event.on <= lastDay(life))
    return refuse('rectification-not-overdue', { dueOn: lastDay(life) });
  if (event.kind === 'extension-asked') return refuseAsking(life, event.dueOn);
  if (event.kind === 'extension-granted' || event.kind === 'extension-refused')
    return life.extension?.state === 'asked' ? null : refuse('rectification-extension-not-asked');
  return null;
}

/** One extension of at most the length of the order. */
export function latestExtension({ orderedOn, dueOn }: Pick<Life, 'orderedOn' | 'dueOn'>): CivilDate {
  return addDays(dueOn, Math.max(1, daysBetween(orderedOn, dueOn)));
}

function refuseAsking(life: Life, to: CivilDate | null): MutationOutcome | null {
  if (life.extension?.state === 'granted') return refuse('rectification-extension-once');
  if (life.extension?.state === 'asked') return refuse('rectification-extension-pending');
  if (to === null || to <= life.dueOn)
    return refuse('rectification-date-order', { on: to ?? life.dueOn, after: life.dueOn });
  const latest = latestExtension(life);
  return to > latest ? refuse('rectification-extension-too-long', { latest }) : null;
}

/** The life after one event that may follow it. */
export function after(life: Life | null, event: RectificationEvent): Life {
  if (event.kind === 'ordered' || !life)
    return {
      state: 'ordered',
      orderedOn: event.on,
      dueOn: event.dueOn ?? event.on,
      extendedTo: null,
      // Granted once for a finding is granted for good: a new order sets its own date.
      extension: life?.extension?.state === 'granted' ? life.extension : null,
    };
  const state = STEPS[event.kind].to ?? life.state;
  return { ...life, state, ...extended(life, event) };
}

function extended(life: Life, event: RectificationEvent): Pick<Life, 'extendedTo' | 'extension'> {
  const { extension, extendedTo } = life;
  const decided = (state: Extension['state']): Extension | null => extension && { ...extension, state };
  if (event.kind === 'extension-asked' && event.dueOn)
    return {
      extendedTo,
      extension: { askedOn: event.on, askedBy: event.by, to: event.dueOn, state: 'asked' },
    };
  if (event.kind === 'extension-granted')
    return { extendedTo: extension?.to ?? extendedTo, extension: decided('granted') };
  if (event.kind === 'extension-refused') return { extendedTo, extension: decided('refused') };
  return { extendedTo, extension };
}

/** The life that these events come to, from the first on; the same each time it is worked out. */
export function lifeOf(events: readonly RectificationEvent[]): Life | null {
  return events.reduce<Life | null>((life, event) => after(life, event), null);
}
