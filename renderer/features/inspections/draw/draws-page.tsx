import { Button, Select, Skeleton } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Draw } from '../../../../shared/domain/draw/draw.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag, type Tone } from '../../../ui/tag.tsx';
import { useListKeys } from '../../../ui/use-list-keys.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { useMayDraw } from './use-may-draw.ts';
import { loadDrawBook, type DrawBook, type DrawLine } from './draw-query.ts';
import './draw.css';

export const STATE_TONES: Readonly<Record<Draw['state'], Tone>> = {
  committed: 'soon',
  drawn: 'accent',
  abandoned: 'plain',
  voided: 'plain',
};

/** Every draw of the prefecture, also those without a result: none ever leaves this list. */
export function DrawsPage(): ReactNode {
  const { t } = useTranslation('draw');
  const desk = useDesk();
  const navigate = useNavigate();
  const book = useLive(() => loadDrawBook(desk), []);
  const list = useRef<HTMLDivElement>(null);
  useListKeys(list);
  const ready = book.state === 'ready' ? book.value : null;
  return (
    <InspectionsPage
      title={t('list.title')}
      note={ready ? t('list.count', { count: ready.draws.length }) : null}
      actions={
        <>
          <Button onClick={() => void navigate('/inspections/draws/verify')}>{t('list.verify')}</Button>
          {ready ? <NewDraw book={ready} /> : null}
        </>
      }
    >
      <div ref={list}>
        {ready === null ? (
          <Skeleton active paragraph={{ rows: 6 }} />
        ) : ready.draws.length === 0 ? (
          <div className="jd-panel">
            <EmptyNote title={t('list.empty')} text={t('list.emptyText')} />
          </div>
        ) : (
          <DrawTable lines={ready.draws} />
        )}
      </div>
    </InspectionsPage>
  );
}

/** A draw begins from an approved plan. */
function NewDraw({ book }: { readonly book: DrawBook }): ReactNode {
  const { t } = useTranslation('draw');
  const navigate = useNavigate();
  const mayDraw = useMayDraw();
  const [planId, setPlan] = useState<string | null>(null);
  const chosen = book.plans.find((plan) => plan.id === planId) ?? book.plans[0];
  const lacks = !mayDraw ? t('list.lacksRight') : chosen ? null : t('list.lacksPlan');
  return (
    <>
      {lacks ? <span className="jd-soft jd-draw-lacks">{lacks}</span> : null}
      {book.plans.length > 1 ? (
        <Select
          aria-label={t('list.plan')}
          className="jd-draw-plan"
          value={chosen?.id as string}
          onChange={setPlan}
          options={book.plans.map((plan) => ({ value: plan.id as string, label: plan.title }))}
        />
      ) : null}
      <Button
        type="primary"
        disabled={lacks !== null}
        onClick={() => chosen && void navigate(`/inspections/draws/new?plan=${chosen.id}`)}
      >
        {t('list.new')}
      </Button>
    </>
  );
}

function DrawTable({ lines }: { readonly lines: readonly DrawLine[] }): ReactNode {
  const { t } = useTranslation('draw');
  // i18n-dynamic: draw:state.*
  return (
    <table className="jd-table jd-panel jd-draws">
      <thead>
        <tr>
          <th scope="col">{t('column.id')}</th>
          <th scope="col">{t('column.plan')}</th>
          <th scope="col">{t('column.committedAt')}</th>
          <th scope="col">{t('column.targets')}</th>
          <th scope="col">{t('column.state')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ draw, planTitle }) => (
          <tr key={draw.id}>
            <td>
              <Link to={`/inspections/draws/${draw.id}`} data-row className="jd-row-link jd-clip">
                <Num className="jd-code">{draw.id}</Num>
              </Link>
            </td>
            <td className="jd-clip">
              <Iso>{planTitle}</Iso>
            </td>
            <td>{draw.events[0] ? <Num>{dateTimeText(draw.events[0].at)}</Num> : null}</td>
            <td>
              <Num>
                {draw.targetCount} / {draw.pool.length}
              </Num>
            </td>
            <td>
              <Tag tone={STATE_TONES[draw.state]}>{t(`state.${draw.state}`)}</Tag>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
