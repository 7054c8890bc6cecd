import * as inspections from '../domain/inspections/mutations.ts';
import { anchorClock, openLog, withdrawActs } from '../domain/log/mutations.ts';
import type { Right } from '../domain/org/authority.ts';
import { registerAppraiser, registerInstitution } from '../domain/registry/mutations.ts';
import { runnable, type RunnableMutation } from '../lib/mutation.ts';

/** One line per act: the mutation and the right its actor must hold. */
export interface RegisteredMutation {
  readonly mutation: RunnableMutation;
  readonly right: Right;
}

const ALL: readonly RegisteredMutation[] = [
  { right: 'use-log', mutation: runnable(openLog) },
  { right: 'use-log', mutation: runnable(anchorClock) },
  { right: 'use-log', mutation: runnable(withdrawActs) },
  { right: 'keep-register', mutation: runnable(registerInstitution) },
  { right: 'keep-register', mutation: runnable(registerAppraiser) },
  { right: 'inspect', mutation: runnable(inspections.startInspection) },
  { right: 'inspect', mutation: runnable(inspections.answerItem) },
  { right: 'inspect', mutation: runnable(inspections.resolveAnswer) },
  { right: 'inspect', mutation: runnable(inspections.noteFinding) },
  { right: 'inspect', mutation: runnable(inspections.removeFinding) },
  { right: 'inspect', mutation: runnable(inspections.addAttachment) },
  { right: 'inspect', mutation: runnable(inspections.removeAttachment) },
  { right: 'inspect', mutation: runnable(inspections.signInspection) },
  { right: 'inspect', mutation: runnable(inspections.sealInspection) },
];

export type MutationRegistry = ReadonlyMap<string, RegisteredMutation>;

export const mutationRegistry: MutationRegistry = new Map(ALL.map((entry) => [entry.mutation.name, entry]));
