import { Button, Skeleton } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import type { Officer } from '../../../../shared/domain/org/officer.ts';
import type { Inspector, InspectorContent } from '../../../../shared/domain/planning/inspector.ts';
import { inspectorExclusion } from '../../../../shared/domain/planning/pools.ts';
import { civilDateOf, daysBetween, type CivilDate } from '../../../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useListKeys } from '../../../ui/use-list-keys.ts';
import { useWords } from '../../../ui/words.ts';
import { InspectorForm } from './inspector-form.tsx';
import { loadPlanSources } from './plan-query.ts';
import { PoolsPage } from './pools-page.tsx';

interface Editing {
  readonly id: RecordId;
  readonly inspector: Inspector | null;
  readonly start: Partial<InspectorContent>;
}

/** Officers with enforcement certificate who can be drawn, and officers of the bureau who could be entered. */
export function InspectorsPage(): ReactNode {
  const { t } = useTranslation('plan');
  const desk = useDesk();
  const sources = useLive(() => loadPlanSources(desk), []);
  const [editing, setEditing] = useState<Editing | null>(null);
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  const today = civilDateOf(desk.clock.now());
  const inspectors = sources.state === 'ready' ? sources.value.inspectors : [];
  const entered = new Set<string>(inspectors.map(({ id }) => id));
  const candidates =
    sources.state === 'ready'
      ? sources.value.officers.filter(
          (one) => one.active && holdsRight(one.roles, 'inspect') && !entered.has(one.id),
        )
      : [];
  const add = (officer: Officer | null): void =>
    setEditing({
      id: officer?.id ?? (newUlid(desk.clock, desk.random) as RecordId),
      inspector: null,
      start: officer ? { name: officer.name, certNo: officer.certificateNo ?? '' } : {},
    });
  return (
    <PoolsPage
      here="inspectors"
      note={t('inspectors.count', { count: inspectors.filter(({ active }) => active).length })}
      actions={
        <Button type="primary" onClick={() => add(null)}>
          {t('inspectors.add')}
        </Button>
      }
    >
      {editing && sources.state === 'ready' ? (
        <InspectorForm
          key={editing.id}
          {...editing}
          institutions={sources.value.institutions}
          today={today}
          onDone={() => setEditing(null)}
        />
      ) : null}
      {candidates.length > 0 ? (
        <p className="jd-plan-candidates">
          <span className="jd-soft">{t('inspectors.candidates')}</span>
          {candidates.map((officer) => (
            <Candidate key={officer.id} officer={officer} onAdd={() => add(officer)} />
          ))}
        </p>
      ) : null}
      <div ref={body}>
        {sources.state === 'loading' ? (
          <Skeleton active paragraph={{ rows: 6 }} />
        ) : inspectors.length === 0 ? (
          <div className="jd-panel">
            <EmptyNote title={t('inspectors.empty')} text={t('inspectors.emptyText')} />
          </div>
        ) : (
          <table className="jd-plan-table jd-panel">
            <thead>
              <tr>
                <th scope="col">{t('inspectors.name')}</th>
                <th scope="col">{t('inspectors.unit')}</th>
                <th scope="col">{t('inspectors.certNo')}</th>
                <th scope="col">{t('inspectors.certValidTo')}</th>
                <th scope="col">{t('inspectors.conflicts')}</th>
                <th scope="col">{t('inspectors.state')}</th>
              </tr>
            </thead>
            <tbody>
              {inspectors.map((inspector) => (
                <InspectorRow
                  key={inspector.id}
                  inspector={inspector}
                  today={today}
                  onOpen={() => setEditing({ id: inspector.id, inspector, start: inspector })}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </PoolsPage>
  );
}

function Candidate({ officer, onAdd }: { readonly officer: Officer; readonly onAdd: () => void }): ReactNode {
  const words = useWords();
  return (
    <Button size="small" onClick={onAdd}>
      + <Iso>{words(officer.name)}</Iso>
    </Button>
  );
}

interface InspectorRowProps {
  readonly inspector: Inspector;
  readonly today: CivilDate;
  readonly onOpen: () => void;
}

const SOON_DAYS = 90;

function InspectorRow({ inspector, today, onOpen }: InspectorRowProps): ReactNode {
  const { t } = useTranslation('plan');
  const words = useWords();
  const left = daysBetween(today, inspector.certValidTo);
  const reason = inspectorExclusion(inspector, today, null, 0);
  // i18n-dynamic: plan:excluded.*
  return (
    <tr>
      <td>
        <button type="button" data-row className="jd-plain jd-plan-link" onClick={onOpen}>
          <Iso>{words(inspector.name)}</Iso>
        </button>
      </td>
      <td>
        <Iso>{words(inspector.unit)}</Iso>
      </td>
      <td>
        <Num>{inspector.certNo}</Num>
      </td>
      <td>
        <Num>{inspector.certValidTo}</Num>{' '}
        {left >= 0 && left <= SOON_DAYS ? (
          <Tag tone="soon">{t('inspectors.left', { count: left })}</Tag>
        ) : null}
      </td>
      <td>
        <Num>{inspector.conflicts.length}</Num>
      </td>
      <td>
        {reason ? (
          <Tag tone="late">{t(`excluded.${reason}`)}</Tag>
        ) : (
          <Tag tone="accent">{t('inspectors.canBeDrawn')}</Tag>
        )}
      </td>
    </tr>
  );
}
