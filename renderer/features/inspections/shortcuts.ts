/** A key of the visit, for the sheet that `?` opens: `keys` as printed on the keyboard, `label` a key of the locales. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly label: string;
}

/** Shortcuts of the visit screen, in the order of a day's work. Labels are `inspections:shortcut.*`. */
export const inspectionShortcuts: readonly Shortcut[] = [
  { keys: ['1', '2', '3'], label: 'inspections:shortcut.answer' },
  { keys: ['J', 'K'], label: 'inspections:shortcut.move' },
  { keys: ['[', ']'], label: 'inspections:shortcut.section' },
  { keys: ['N'], label: 'inspections:shortcut.note' },
  { keys: ['P'], label: 'inspections:shortcut.photo' },
  { keys: ['C'], label: 'inspections:shortcut.camera' },
  { keys: ['F'], label: 'inspections:shortcut.finding' },
  { keys: ['Delete'], label: 'inspections:shortcut.clear' },
  { keys: ['8', '9'], label: 'inspections:shortcut.keep' },
  { keys: ['S'], label: 'inspections:shortcut.takeSection' },
  { keys: ['G'], label: 'inspections:shortcut.form' },
  { keys: ['Ctrl', 'Z'], label: 'inspections:shortcut.undo' },
  { keys: ['Ctrl', 'Enter'], label: 'inspections:shortcut.next' },
];
