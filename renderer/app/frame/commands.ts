/** One line of the command palette. */
export interface Command {
  readonly id: string;
  readonly words: string;
  /** Further words it is found by, in both languages. */
  readonly alsoFoundBy: string;
  readonly hint: string;
  readonly run: () => void;
}

/** Commands that contain every word typed, in their given order. */
export function matchCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const needles = typed.trim().toLowerCase().normalize('NFC').split(/\s+/).filter(Boolean);
  return commands.filter((command) => {
    const text = `${command.words} ${command.alsoFoundBy}`.toLowerCase().normalize('NFC');
    return needles.every((needle) => text.includes(needle));
  });
}
