import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateItem } from '../../../../shared/domain/inspections/template.ts';
import { Num } from '../../../ui/iso.tsx';
import type { Lack } from './demands.tsx';
import { useTools } from './visit-context.tsx';
import { openNote, useVisitUiStore } from './visit-ui.ts';

interface ItemToolsProps {
  readonly item: TemplateItem;
  readonly photos: number;
  readonly findings: number;
  readonly hasNote: boolean;
  readonly lacks: Lack | null;
}

/** Note, photo, finding: what may hang on an answer. Their keys show on the item at hand. */
export function ItemTools({ item, photos, findings, hasNote, lacks }: ItemToolsProps): ReactNode {
  const { t } = useTranslation('inspections');
  const ui = useVisitUiStore();
  const tools = useTools();
  return (
    <div className="jd-item-tools">
      <button
        type="button"
        className="jd-bare jd-tool"
        aria-pressed={hasNote}
        data-lacks={lacks === 'demanded-note'}
        onClick={() => openNote(ui, item.id, true)}
      >
        {t('item.note')} <Num className="jd-tool-key">N</Num>
      </button>
      <button
        type="button"
        className="jd-bare jd-tool"
        data-lacks={lacks === 'evidence' || lacks === 'demanded-photo'}
        onClick={() => tools.pickPhotos(item.id)}
      >
        {t('item.photo')}{' '}
        {photos > 0 ? <Num className="jd-tool-count">{photos}</Num> : <Num className="jd-tool-key">P</Num>}
      </button>
      {item.kind === 'yes-no-na' || findings > 0 ? (
        <button
          type="button"
          className="jd-bare jd-tool"
          data-lacks={lacks === 'finding' || lacks === 'demanded-finding'}
          onClick={() => tools.startFinding(item.id)}
        >
          {t('item.finding')}{' '}
          {findings > 0 ? (
            <Num className="jd-tool-count">{findings}</Num>
          ) : (
            <Num className="jd-tool-key">F</Num>
          )}
        </button>
      ) : null}
    </div>
  );
}
