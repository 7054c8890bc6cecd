import { Skeleton } from 'antd';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useListKeys } from '../../../ui/use-list-keys.ts';
import { useWords } from '../../../ui/words.ts';
import { useActWords } from '../act-words.ts';
import { useOfficerNames } from '../queries.ts';
import { SyncPage } from '../sync-page.tsx';
import { AnswerDetail } from './answer-detail.tsx';
import { ConflictDetail } from './conflict-detail.tsx';
import { HandOverDetail } from './hand-over-detail.tsx';
import { isOverdue, type InboxItem } from './inbox-items.ts';
import { QuarantinedDetail } from './quarantined-detail.tsx';
import { useDecided, useInbox, useSubject } from './queries.ts';
import './inbox.css';

/** Conflicts, tasks handed over, acts that need a head: everything that only a person can decide. */
export function InboxPage(): ReactNode {
  const { t } = useTranslation('inbox');
  const inbox = useInbox();
  const decided = useDecided();
  const [params, setParams] = useSearchParams();
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  const chosen = params.get('item');
  const choose = (id: string): void => setParams(id === chosen ? {} : { item: id }, { replace: true });
  if (inbox.state === 'loading' || decided.state === 'loading')
    return (
      <SyncPage note={t('note')}>
        <Skeleton active paragraph={{ rows: 6 }} />
      </SyncPage>
    );
  const closed = decided.value.map((conflict): InboxItem => ({
    kind: 'conflict',
    id: `conflict:${conflict.id}`,
    at: conflict.decision?.at ?? conflict.raisedAt,
    conflict,
  }));
  const open = [...inbox.value, ...closed].find((item) => item.id === chosen) ?? null;
  return (
    <SyncPage note={t('note')}>
      <div className={open ? 'jd-inbox jd-inbox-split' : 'jd-inbox'} ref={body}>
        <div>
          <ItemList title={t('list.open')} items={inbox.value} chosen={chosen} onChoose={choose}>
            <EmptyNote title={t('empty.title')} text={t('empty.text')} />
          </ItemList>
          {closed.length > 0 ? (
            <ItemList title={t('list.decided')} items={closed} chosen={chosen} onChoose={choose} />
          ) : null}
        </div>
        {open ? <Detail key={open.id} item={open} /> : null}
      </div>
    </SyncPage>
  );
}

interface ItemListProps {
  readonly title: string;
  readonly items: readonly InboxItem[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly children?: ReactNode;
}

function ItemList({ title, items, chosen, onChoose, children }: ItemListProps): ReactNode {
  return (
    <section aria-label={title} className="jd-inbox-list">
      <h2 className="jd-subtitle">
        {title} <Num className="jd-soft jd-small">{items.length}</Num>
      </h2>
      <div className="jd-panel">
        {items.length === 0 ? children : null}
        <ol className="jd-act-rows">
          {items.map((item) => (
            <li key={item.id}>
              <button
                type="button"
                className="jd-plain jd-act-row jd-inbox-row"
                aria-pressed={item.id === chosen}
                data-row
                onClick={() => onChoose(item.id)}
              >
                <Num className="jd-soft jd-act-time">{dateTimeText(item.at)}</Num>
                <RowText item={item} />
                <RowTag item={item} />
              </button>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

function RowText({ item }: { readonly item: InboxItem }): ReactNode {
  const { t } = useTranslation('inbox');
  const act = useActWords();
  const nameOf = useOfficerNames();
  switch (item.kind) {
    case 'conflict':
      return <SubjectText table={item.conflict.table} recordId={item.conflict.recordId} />;
    case 'answer':
      return <SubjectText table="inspections" recordId={item.item.recordId} />;
    case 'hand-over':
      return (
        <span className="jd-clip">
          {item.task.act ? act.title(item.task.act.name) : t('handOver.unreadable')} ·{' '}
          <Iso>{nameOf(item.task.from)}</Iso>
        </span>
      );
    case 'quarantined':
      return (
        <span className="jd-clip">
          {item.act.name ? act.title(item.act.name) : t('handOver.unreadable')}
          {item.act.actor ? (
            <>
              {' · '}
              <Iso>{nameOf(item.act.actor)}</Iso>
            </>
          ) : null}
        </span>
      );
  }
}

function SubjectText({
  table,
  recordId,
}: {
  readonly table: string;
  readonly recordId: RecordId;
}): ReactNode {
  const { t } = useTranslation('inbox');
  const words = useWords();
  const subject = useSubject(table, recordId);
  return <Iso className="jd-clip">{subject ? words(subject.name) : t('conflict.notHere')}</Iso>;
}

function RowTag({ item }: { readonly item: InboxItem }): ReactNode {
  const { t } = useTranslation('inbox');
  const { clock } = useDesk();
  if (item.kind === 'quarantined' && isOverdue(item.act, clock.now()))
    return <Tag tone="late">{t('held.overdue')}</Tag>;
  if (item.kind === 'conflict' && item.conflict.decision) return <Tag>{t('kind.decided')}</Tag>;
  // i18n-dynamic: inbox:kind.*
  return <Tag tone="soon">{t(`kind.${item.kind}`)}</Tag>;
}

function Detail({ item }: { readonly item: InboxItem }): ReactNode {
  switch (item.kind) {
    case 'conflict':
      return <ConflictDetail conflict={item.conflict} />;
    case 'answer':
      return <AnswerDetail item={item.item} />;
    case 'hand-over':
      return <HandOverDetail task={item.task} />;
    case 'quarantined':
      return <QuarantinedDetail act={item.act} />;
  }
}
