import { CloseOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { IsoWeek } from '../../../../shared/lib/iso-week.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { ActStateTag } from '../act-state-tag.tsx';
import { keyOf } from '../act-list.tsx';
import { useActWords } from '../act-words.ts';
import { ACT_GROUPS } from '../group.ts';
import { useOfficerNames } from '../queries.ts';

/** The acts behind the figure that the address names; each opens in the overview, where something can be done about it. */
export function WeekActs({ week }: { readonly week: IsoWeek }): ReactNode {
  const { t } = useTranslation('week');
  const desk = useDesk();
  const words = useActWords();
  const nameOf = useOfficerNames();
  const [params, setParams] = useSearchParams();
  const name = params.get('name') ?? undefined;
  const state = ACT_GROUPS.find((group) => group === params.get('state'));
  const acts = useLive(() => desk.week.acts(week, { name, state }), ['week-acts', week, name, state]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [name, state]);
  if (acts.state === 'loading') return <Skeleton active paragraph={{ rows: 4 }} />;
  return (
    <section className="jd-panel" aria-labelledby="week-acts">
      <header className="jd-week-head">
        <h2 className="jd-subtitle" id="week-acts" tabIndex={-1} ref={heading}>
          {name === undefined ? t('behindAll') : words.title(name)} <Num>{acts.value.length}</Num>
        </h2>
        <Button
          type="text"
          icon={<CloseOutlined />}
          aria-label={t('closeList')}
          onClick={() => setParams({ week }, { replace: true })}
        />
      </header>
      <ol className="jd-act-rows">
        {acts.value.map((act) => (
          <li key={keyOf(act)}>
            <Link className="jd-week-act" to={`/sync?group=${act.state}&act=${keyOf(act)}`}>
              <Num className="jd-soft">{dateTimeText(act.claimedAt)}</Num>
              <Num className="jd-code jd-soft">{act.act.seq}</Num>
              <span className="jd-clip">{words.title(act.name)}</span>
              <Iso className="jd-soft jd-clip">{nameOf(act.actor)}</Iso>
              <ActStateTag act={act} />
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
