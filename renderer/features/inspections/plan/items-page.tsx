import { Button, Skeleton } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  inspectionItemKind,
  itemsOn,
  versionsOf,
  type InspectionItem,
  type ItemContent,
} from '../../../../shared/domain/planning/inspection-item.ts';
import { publishItemVersion } from '../../../../shared/domain/planning/mutations.ts';
import { civilDateOf, type CivilDate } from '../../../../shared/lib/dates.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useListKeys } from '../../../ui/use-list-keys.ts';
import { useWords } from '../../../ui/words.ts';
import { HOUSE_ITEMS } from './house.ts';
import { ItemForm } from './item-form.tsx';
import { PoolsPage } from './pools-page.tsx';

/** The published item list: the version of each item that counts today, its earlier and later ones, and the next one to publish. */
export function ItemsPage(): ReactNode {
  const { t } = useTranslation('plan');
  const desk = useDesk();
  const { prefectureCode } = desk;
  const live = useLive(() => desk.records.all(inspectionItemKind), []);
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  const [editing, setEditing] = useState<ItemContent | null>(null);
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const today = civilDateOf(desk.clock.now());
  const items =
    live.state === 'ready' ? live.value.filter((one) => one.prefectureCode === prefectureCode) : [];
  const ids = [...new Set(items.map(({ itemId }) => itemId))].toSorted();
  const unpublished = HOUSE_ITEMS.filter(({ itemId }) => !ids.includes(itemId));
  const publishHouse = async (): Promise<void> => {
    for (const content of unpublished) {
      const done = await desk.act(publishItemVersion, {
        prefectureCode,
        content,
        version: 1,
        validFrom: today,
        validTo: null,
        publishedOn: today,
        publishedWhere: t('items.houseWhere'),
      });
      setOutcome(done);
      if (done.kind !== 'saved') return;
    }
  };
  const publishAll =
    unpublished.length > 0 ? (
      <Button type={items.length === 0 ? 'primary' : 'default'} onClick={() => void publishHouse()}>
        {t('items.publishHouse', { count: unpublished.length })}
      </Button>
    ) : null;
  const next = editing ? (versionsOf(items, editing.itemId).at(-1)?.version ?? 0) + 1 : 0;
  return (
    <PoolsPage here="items" note={t('items.count', { count: ids.length })} actions={publishAll}>
      <OutcomeNote outcome={outcome} />
      {editing ? (
        <ItemForm
          key={`${editing.itemId}@${next}`}
          content={editing}
          version={next}
          today={today}
          onDone={() => setEditing(null)}
        />
      ) : null}
      <div ref={body}>
        {live.state === 'loading' ? (
          <Skeleton active paragraph={{ rows: 6 }} />
        ) : ids.length === 0 ? (
          <div className="jd-panel">
            <EmptyNote title={t('items.empty')} text={t('items.emptyText')} />
          </div>
        ) : (
          <div className="jd-items">
            {ids.map((itemId) => (
              <ItemCard
                key={itemId}
                versions={versionsOf(items, itemId)}
                today={today}
                onNext={(item) => setEditing(contentOf(item))}
              />
            ))}
          </div>
        )}
      </div>
    </PoolsPage>
  );
}

function contentOf(item: InspectionItem): ItemContent {
  const {
    itemId,
    name,
    basis,
    inspectedKind,
    content,
    method,
    ratioPercent,
    timesPerYear,
    level,
    checklistId,
  } = item;
  return {
    itemId,
    name,
    basis,
    inspectedKind,
    content,
    method,
    ratioPercent,
    timesPerYear,
    level,
    checklistId,
  };
}

interface ItemCardProps {
  readonly versions: readonly InspectionItem[];
  readonly today: CivilDate;
  readonly onNext: (from: InspectionItem) => void;
}

function ItemCard({ versions, today, onNext }: ItemCardProps): ReactNode {
  const { t } = useTranslation('plan');
  const words = useWords();
  const [current] = itemsOn(versions, today);
  const newest = versions.at(-1);
  const shown = current ?? newest;
  if (!shown || !newest) return null;
  // i18n-dynamic: plan:method.*, plan:inspected.*
  return (
    <section className="jd-panel jd-item-card" aria-label={words(shown.name)}>
      <header>
        <h2 className="jd-subtitle">
          <Iso>{words(shown.name)}</Iso>
        </h2>
        <Tag tone={current ? 'accent' : 'plain'}>{current ? t('items.inForce') : t('items.notInForce')}</Tag>
        <Button data-row onClick={() => onNext(newest)}>
          {t('items.next')}
        </Button>
      </header>
      <p className="jd-soft">
        {t(`inspected.${shown.inspectedKind}`)} · {t(`method.${shown.method}`)} ·{' '}
        {t('items.ratio', { percent: shown.ratioPercent, times: shown.timesPerYear })}
      </p>
      <dl>
        <dt>{t('items.basis')}</dt>
        <dd>
          {shown.basis.map((line) => (
            <div key={line}>
              <Iso>{line}</Iso>
            </div>
          ))}
        </dd>
        <dt>{t('items.content')}</dt>
        <dd>
          {shown.content.map((line, at) => (
            <span key={line.zh}>
              {at > 0 ? t('inspections:listSeparator') : null}
              <Iso>{words(line)}</Iso>
            </span>
          ))}
        </dd>
        <dt>{t('items.versions')}</dt>
        <dd>
          {versions.map((item) => (
            <div key={item.id}>
              <Num>
                v{item.version} · {item.validFrom}
              </Num>{' '}
              <span className="jd-soft">
                {t('items.published', { on: item.publishedOn })} <Iso>{item.publishedWhere}</Iso>
              </span>
            </div>
          ))}
        </dd>
      </dl>
    </section>
  );
}
