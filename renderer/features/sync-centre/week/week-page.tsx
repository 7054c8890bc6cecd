import { Select, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { weekDays, type IsoWeek } from '../../../../shared/lib/iso-week.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { WeekComparison } from '../../../data/desk.ts';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Num } from '../../../ui/iso.tsx';
import { SyncPage } from '../sync-page.tsx';
import { Comparison } from './comparison.tsx';
import { SheetTables } from './sheet-tables.tsx';
import { WeekActions } from './week-actions.tsx';
import { WeekActs } from './week-acts.tsx';
import './week.css';

/** One week of this device as a sheet that balances, the acts behind each figure, and the region's sheet beside it. */
export function WeekPage(): ReactNode {
  const { t } = useTranslation('week');
  const desk = useDesk();
  const [params, setParams] = useSearchParams();
  const weeks = useLive(() => desk.week.weeks(), ['weeks']);
  if (weeks.state === 'loading')
    return (
      <SyncPage note={t('note')}>
        <Skeleton active />
      </SyncPage>
    );
  const week = weeks.value.find((one) => one === params.get('week')) ?? weeks.value[0];
  if (week === undefined)
    return (
      <SyncPage note={t('note')}>
        <div className="jd-panel">
          <EmptyNote title={t('empty.title')} text={t('empty.text')} />
        </div>
      </SyncPage>
    );
  const choose = (chosen: IsoWeek): void => setParams({ week: chosen }, { replace: true });
  return <WeekView key={week} week={week} weeks={weeks.value} onWeek={choose} />;
}

interface WeekViewProps {
  readonly week: IsoWeek;
  readonly weeks: readonly IsoWeek[];
  readonly onWeek: (week: IsoWeek) => void;
}

function WeekView({ week, weeks, onWeek }: WeekViewProps): ReactNode {
  const { t } = useTranslation('week');
  const desk = useDesk();
  const [params] = useSearchParams();
  const [compared, setCompared] = useState<WeekComparison | null>(null);
  const sheet = useLive(() => desk.week.sheet(week), ['week-sheet', week]);
  if (sheet.state === 'loading')
    return (
      <SyncPage note={t('note')}>
        <Skeleton active />
      </SyncPage>
    );
  const isDrilling = params.get('name') !== null || params.get('state') !== null;
  return (
    <SyncPage
      note={t('note')}
      actions={<WeekActions sheet={sheet.value} compared={compared} onCompared={setCompared} />}
    >
      <div className="jd-week">
        <div className="jd-week-choice">
          <Select<IsoWeek>
            aria-label={t('choose')}
            value={week}
            onChange={onWeek}
            options={weeks.map((one) => ({ value: one, label: <WeekLabel week={one} /> }))}
          />
        </div>
        <h2 className="jd-subtitle jd-week-paper">
          <WeekLabel week={week} />
        </h2>
        <SheetTables sheet={sheet.value} />
        {isDrilling ? <WeekActs week={week} /> : null}
        {compared ? <Comparison compared={compared} /> : null}
      </div>
    </SyncPage>
  );
}

function WeekLabel({ week }: { readonly week: IsoWeek }): ReactNode {
  const { monday, sunday } = weekDays(week);
  return (
    <Num>
      {week} · {monday} – {sunday}
    </Num>
  );
}
