import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { countyName } from './county-name.ts';
import type { Startable } from './start-query.ts';

interface InstitutionPickerProps {
  readonly all: readonly Startable[];
  readonly chosen: RecordId | null;
  readonly onChoose: (id: RecordId) => void;
  readonly onDone: () => void;
}

/** Finds an institution by name in either language or by licence number; arrows and Enter choose. */
export function InstitutionPicker({ all, chosen, onChoose, onDone }: InstitutionPickerProps): ReactNode {
  const { t } = useTranslation('inspections');
  const [typed, setTyped] = useState('');
  const shown = useMemo(() => matchStartables(all, typed), [all, typed]);
  const [at, setAt] = useState(0);
  const here = Math.min(at, shown.length - 1);
  const listId = useId();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[data-here="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [here, shown]);

  const keys = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey) return;
    if (event.key === 'ArrowDown') setAt(Math.min(here + 1, shown.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(here - 1, 0));
    else if (event.key === 'Enter') {
      const one = shown[here];
      if (one) onChoose(one.institution.id);
      onDone();
    } else return;
    event.preventDefault();
  };
  return (
    <section className="jd-picker" aria-label={t('start.institution')}>
      <Input
        prefix={<SearchOutlined aria-hidden />}
        autoFocus
        allowClear
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={shown[here] ? `${listId}-${shown[here].institution.id}` : undefined}
        aria-label={t('start.findInstitution')}
        placeholder={t('start.findInstitution')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={keys}
      />
      <ul
        ref={list}
        id={listId}
        role="listbox"
        className="jd-panel jd-picker-list"
        aria-label={t('start.institution')}
      >
        {shown.map((one, index) => (
          <Option
            key={one.institution.id}
            id={`${listId}-${one.institution.id}`}
            one={one}
            isHere={index === here}
            isChosen={one.institution.id === chosen}
            onChoose={() => {
              setAt(index);
              onChoose(one.institution.id);
            }}
          />
        ))}
        {shown.length === 0 ? <EmptyNote title={t('start.noMatch')} text={t('start.noMatchText')} /> : null}
      </ul>
    </section>
  );
}

interface OptionProps {
  readonly id: string;
  readonly one: Startable;
  readonly isHere: boolean;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Option({ id, one, isHere, isChosen, onChoose }: OptionProps): ReactNode {
  const { t } = useTranslation('inspections');
  const words = useWords();
  const { institution, lastVisitOn, hasOpenVisit } = one;
  const county = countyName(institution.countyCode);
  // i18n-dynamic: inspections:institutionState.*
  return (
    <li
      id={id}
      role="option"
      aria-selected={isChosen}
      data-here={isHere}
      className="jd-picker-option"
      onClick={onChoose}
    >
      <span className="jd-picker-name">
        <Iso>{words(institution.name)}</Iso>
      </span>
      <span className="jd-picker-last">
        {hasOpenVisit ? <Tag tone="accent">{t('start.open')}</Tag> : null}
        {lastVisitOn ? (
          <>
            {t('start.lastVisit')} <Num>{lastVisitOn}</Num>
          </>
        ) : (
          t('start.neverVisited')
        )}
      </span>
      <span className="jd-picker-meta">
        <Num>{institution.licenceNo}</Num> · {county ? words(county) : <Num>{institution.countyCode}</Num>}
        {institution.state === 'in-practice' ? null : (
          <Tag tone="soon">{t(`institutionState.${institution.state}`)}</Tag>
        )}
      </span>
    </li>
  );
}

/** Institutions whose name in either language, or licence number, contains every word typed. */
function matchStartables(all: readonly Startable[], typed: string): readonly Startable[] {
  const needles = typed.trim().toLowerCase().normalize('NFC').split(/\s+/).filter(Boolean);
  return all.filter(({ institution: { name, licenceNo } }) => {
    const text = `${name.zh} ${name.ug} ${licenceNo}`.toLowerCase().normalize('NFC');
    return needles.every((needle) => text.includes(needle));
  });
}
