import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lastDay } from '../../../../shared/domain/rectification/rectification.ts';
import { daysLeft } from '../../../../shared/domain/rectification/reminder.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import { useBureau } from '../../../platform/bureau-context.tsx';
import { useWords } from '../../../ui/words.ts';
import { csvText } from './csv.ts';
import type { RectifyLine } from './rectify-query.ts';

interface Exporting {
  readonly state: 'saved' | 'not-saved' | null;
  readonly save: (lines: readonly RectifyLine[], today: CivilDate) => Promise<void>;
}

/** The list on screen as a file that a spreadsheet opens, in the language on screen. */
export function useExport(): Exporting {
  const { t } = useTranslation('rectify');
  const words = useWords();
  const bureau = useBureau();
  const [state, setState] = useState<Exporting['state']>(null);
  const save: Exporting['save'] = async (lines, today) => {
    const head = [
      'institution',
      'licenceNo',
      'item',
      'finding',
      'basis',
      'severity',
      'repeated',
      'orderedOn',
    ];
    const tail = ['dueOn', 'left', 'state'];
    // i18n-dynamic: rectify:column.*, rectify:severity.*, rectify:state.*
    const rows = lines.map(({ rectification: one, institution }) => [
      institution ? words(institution.name) : one.institutionId,
      institution?.licenceNo ?? '',
      one.itemId ?? '',
      one.text,
      one.basis,
      t(`severity.${one.severity}`),
      one.repeated ? one.repeated.foundOn : '',
      one.orderedOn,
      lastDay(one),
      String(daysLeft(one, today)),
      t(`state.${one.state}`),
    ]);
    const text = csvText([[...head, ...tail].map((column) => t(`column.${column}`)), ...rows]);
    const saved = await bureau.call('export/save-text', {
      suggestedName: `rectifications-${today}.csv`,
      text,
    });
    setState(saved.kind === 'cancelled' ? null : saved.kind === 'saved' ? 'saved' : 'not-saved');
  };
  return { state, save };
}
