/** The element of a step's field, so that what is missing can lead to it. One step is on screen at a time. */
export function fieldId(name: string): string {
  return `task-step-${name}`;
}
