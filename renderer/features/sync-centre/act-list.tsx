import { Button, Skeleton } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { ActSummary } from '../../data/desk.ts';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { dateTimeText } from '../../ui/format.ts';
import { Iso, Num } from '../../ui/iso.tsx';
import { useListKeys } from '../../ui/use-list-keys.ts';
import { ActDetail } from './act-detail.tsx';
import { ActStateTag } from './act-state-tag.tsx';
import { useActWords } from './act-words.ts';
import type { Group } from './group.ts';
import { useActs, useOfficerNames } from './queries.ts';

/** One screenful and some more; older acts come on demand. */
const PAGE = 100;

interface ActListProps {
  readonly group: Exclude<Group, 'photos'>;
  /** `<logId>:<seq>` of the act shown beside the list. */
  readonly chosen: string | null;
}

/** Acts newest first; the chosen one opens beside the list, which keeps its place. */
export function ActList({ group, chosen }: ActListProps): ReactNode {
  const { t } = useTranslation('sync-centre');
  const [limit, setLimit] = useState(PAGE);
  const acts = useActs(group, limit);
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  if (acts.state === 'loading') return <Skeleton active paragraph={{ rows: 6 }} />;
  if (acts.value.length === 0)
    return (
      <div className="jd-panel">
        {/* i18n-dynamic: sync-centre:empty.* */}
        <EmptyNote title={t(`empty.${group}.title`)} text={t(`empty.${group}.text`)} />
      </div>
    );
  const open = acts.value.find((act) => keyOf(act) === chosen) ?? null;
  return (
    <div className={open ? 'jd-acts jd-acts-split' : 'jd-acts'} ref={body}>
      <div className="jd-panel">
        <ol className="jd-act-rows">
          {acts.value.map((act) => (
            <ActRow key={keyOf(act)} act={act} isOpen={act === open} />
          ))}
        </ol>
        {acts.value.length === limit ? (
          <Button type="link" onClick={() => setLimit(limit + PAGE)}>
            {t('list.more')}
          </Button>
        ) : null}
      </div>
      {open ? <ActDetail key={keyOf(open)} act={open} /> : null}
    </div>
  );
}

export function keyOf(act: ActSummary): string {
  return `${act.act.logId}:${act.act.seq}`;
}

function ActRow({ act, isOpen }: { readonly act: ActSummary; readonly isOpen: boolean }): ReactNode {
  const words = useActWords();
  const nameOf = useOfficerNames();
  const [, setParams] = useSearchParams();
  const toggle = (): void =>
    setParams(
      (params) => {
        if (isOpen) params.delete('act');
        else params.set('act', keyOf(act));
        return params;
      },
      { replace: true },
    );
  return (
    <li>
      <button type="button" className="jd-plain jd-act-row" aria-pressed={isOpen} data-row onClick={toggle}>
        <Num className="jd-soft jd-act-time">{dateTimeText(act.claimedAt)}</Num>
        <span className="jd-clip">{words.title(act.name)}</span>
        <Iso className="jd-soft jd-clip">{nameOf(act.actor)}</Iso>
        <ActStateTag act={act} />
      </button>
    </li>
  );
}
