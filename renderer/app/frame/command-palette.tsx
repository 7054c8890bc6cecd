import { Input, Modal } from 'antd';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Iso, Num } from '../../ui/iso.tsx';
import { matchCommands, type Command } from './commands.ts';
import { useCommands } from './use-commands.ts';

/** Institutions appear once something is typed, at most this many: who wants more types more. */
const MAX_INSTITUTIONS = 8;

interface CommandPaletteProps {
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
}

/** Type, choose with the arrows, Enter. */
export function CommandPalette({ onClose, onShortcuts }: CommandPaletteProps): ReactNode {
  const { t } = useTranslation('app');
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { commands, institutions } = useCommands(onShortcuts);
  const foundCommands = matchCommands(commands, typed);
  const foundInstitutions =
    typed.trim() === '' ? [] : matchCommands(institutions, typed).slice(0, MAX_INSTITUTIONS);
  const found = [...foundCommands, ...foundInstitutions];
  const chosen = Math.min(at, found.length - 1);

  const run = (command: Command | undefined): void => {
    if (!command) return;
    onClose();
    command.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((chosen + step + found.length) % Math.max(1, found.length));
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(found[chosen]);
  };
  return (
    <Modal
      open
      footer={null}
      closable={false}
      onCancel={onClose}
      width={560}
      style={{ top: 72 }}
      className="jd-palette"
      title={null}
    >
      <Input
        autoFocus
        variant="borderless"
        size="large"
        value={typed}
        placeholder={t('palette.placeholder')}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found[chosen] ? `palette-${chosen}` : undefined}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <ul id="palette-list" role="listbox" aria-label={t('palette.placeholder')}>
        {found.map((command, i) => (
          <li
            key={command.id}
            id={`palette-${i}`}
            role="option"
            aria-selected={i === chosen}
            onMouseMove={() => setAt(i)}
            onClick={() => run(command)}
          >
            <Iso className="jd-clip">{command.words}</Iso>
            <Num className="jd-soft jd-small">{command.hint}</Num>
          </li>
        ))}
        {found.length === 0 ? <li className="jd-soft">{t('palette.nothing')}</li> : null}
      </ul>
    </Modal>
  );
}
