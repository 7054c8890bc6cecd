import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MissingForSigning, SectionProgress } from '../../../../shared/domain/inspections/progress.ts';
import type { Officer } from '../../../../shared/domain/org/officer.ts';
import type { OfficerId } from '../../../../shared/lib/ids.ts';
import { Num } from '../../../ui/iso.tsx';
import { Meter } from '../../../ui/meter.tsx';
import { useWords } from '../../../ui/words.ts';
import type { ColleagueWork } from './colleague.ts';
import { Colleague } from './colleague-note.tsx';
import { nextMissing } from './visit-actions.ts';
import { goTo, useVisitUi, useVisitUiStore } from './visit-ui.ts';

interface RailProps {
  readonly sections: readonly SectionProgress[];
  readonly missing: readonly MissingForSigning[];
  readonly total: number;
  readonly answered: number;
  readonly onSign: () => void;
  /** Who took which section. */
  readonly taken: ReadonlyMap<string, OfficerId | null>;
  readonly officers: ReadonlyMap<OfficerId, Officer>;
  readonly work: ColleagueWork | null;
  /** Absent where nothing may be changed. */
  readonly onTake?: (sectionId: string) => void;
}

/** Where the visit stands: sections with their counts, what is still missing, and the way to signing. */
export function Rail(props: RailProps): ReactNode {
  const { sections, missing, total, answered, onSign, taken, officers, work, onTake } = props;
  const { t } = useTranslation('inspections');
  const ui = useVisitUiStore();
  const isFolded = useVisitUi((now) => now.isRailFolded);
  const isMissingOpen = useVisitUi((now) => now.isMissingOpen);
  const first = missing[0];
  const step = (): void => {
    if (!first) return onSign();
    const items = sections.flatMap((section) => section.items);
    goTo(ui, nextMissing(missing, items, ui.getState().active ?? '') ?? first.itemId);
  };
  return (
    <nav className="jd-rail" data-folded={isFolded} aria-label={t('rail.label')}>
      <div className="jd-rail-head">
        {isFolded ? null : (
          <span className="jd-rail-total">
            <Num>
              {answered} / {total}
            </Num>
            <Meter done={answered} total={total} label={t('rail.answered', { answered, total })} />
          </span>
        )}
        <button
          type="button"
          className="jd-bare jd-rail-fold"
          aria-expanded={!isFolded}
          aria-label={t(isFolded ? 'rail.unfold' : 'rail.fold')}
          title={t(isFolded ? 'rail.unfold' : 'rail.fold')}
          onClick={() => ui.setState({ isRailFolded: !isFolded })}
        >
          <span className="jd-chevron" aria-hidden="true" />
        </button>
      </div>
      <ul className="jd-rail-sections">
        {sections.map((section) => (
          <SectionLink
            key={section.sectionId}
            section={section}
            isFolded={isFolded}
            takenBy={taken.get(section.sectionId) ?? null}
            officers={officers}
            {...(onTake ? { onTake } : {})}
          />
        ))}
      </ul>
      {isFolded || !work ? null : <Colleague work={work} officers={officers} />}
      {isFolded ? null : (
        <div className="jd-rail-missing" data-open={isMissingOpen}>
          <button
            type="button"
            className="jd-bare jd-rail-missing-head"
            aria-expanded={isMissingOpen}
            onClick={() => ui.setState({ isMissingOpen: !isMissingOpen })}
          >
            <span>
              {missing.length === 0 ? t('rail.nothingMissing') : t('rail.missing', { count: missing.length })}
            </span>
            {missing.length > 0 ? <span className="jd-chevron" aria-hidden="true" /> : null}
          </button>
          {isMissingOpen && missing.length > 0 ? <MissingList missing={missing} /> : null}
        </div>
      )}
      <div className="jd-rail-step">
        <Button type={first ? 'default' : 'primary'} block onClick={step} title={t('rail.stepHint')}>
          {first ? isFolded ? <Num>{missing.length}</Num> : t('rail.nextMissing') : t('rail.sign')}
        </Button>
      </div>
    </nav>
  );
}

interface SectionLinkProps {
  readonly section: SectionProgress;
  readonly isFolded: boolean;
  readonly takenBy: OfficerId | null;
  readonly officers: ReadonlyMap<OfficerId, Officer>;
  readonly onTake?: (sectionId: string) => void;
}

function SectionLink({ section, isFolded, takenBy, officers, onTake }: SectionLinkProps): ReactNode {
  const { t } = useTranslation('visit');
  const words = useWords();
  const taker = takenBy ? (officers.get(takenBy)?.name ?? null) : null;
  const ui = useVisitUiStore();
  const first = section.items[0];
  const isHere = useVisitUi((now) => section.items.some((item) => item.id === now.active));
  if (!first) return null;
  const total = section.items.length;
  const isDone = section.answered === total;
  const open = section.items.find((item) => !isDone && item.id) ?? first;
  return (
    <li className="jd-rail-line">
      <button
        type="button"
        className="jd-bare jd-rail-section"
        data-done={isDone}
        {...(isHere ? { 'aria-current': 'step' as const } : {})}
        title={words(first.section)}
        onClick={() => goTo(ui, open.id)}
      >
        <Num className="jd-rail-letter">{section.sectionId}</Num>
        {isFolded ? null : <span className="jd-rail-name">{words(first.section)}</span>}
        <Num className="jd-rail-count">
          {isDone && isFolded ? '✓' : isDone ? `✓ ${total}` : `${section.answered}/${total}`}
        </Num>
      </button>
      {isFolded || !(onTake || taker) ? null : (
        <button
          type="button"
          className="jd-bare jd-rail-taker jd-clip"
          data-taken={taker !== null}
          disabled={!onTake}
          title={t('sections.hint')}
          aria-label={
            taker
              ? t('sections.takenBy', { name: words(taker), section: words(first.section) })
              : t('sections.free', { section: words(first.section) })
          }
          onClick={() => onTake?.(section.sectionId)}
        >
          {taker ? words(taker) : t('sections.take')}
        </button>
      )}
    </li>
  );
}

function MissingList({ missing }: { readonly missing: readonly MissingForSigning[] }): ReactNode {
  const { t } = useTranslation('inspections');
  const ui = useVisitUiStore();
  // i18n-dynamic: inspections:missing.*
  return (
    <ul className="jd-rail-missing-list">
      {missing.map((one) => (
        <li key={`${one.itemId}|${one.kind}`}>
          <button type="button" className="jd-bare" onClick={() => goTo(ui, one.itemId)}>
            <Num>{one.itemId.slice(one.itemId.indexOf('-') + 1)}</Num> <span>{t(`missing.${one.kind}`)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
