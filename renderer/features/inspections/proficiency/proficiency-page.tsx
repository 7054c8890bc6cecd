import { Button, Skeleton } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import lead from '../../../../resources/domain/proficiency-rules.json' with { type: 'json' };
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import type { Role } from '../../../../shared/domain/org/officer.ts';
import {
  proficiencyAlerts,
  ProficiencyRules,
  type ProficiencyAlert,
} from '../../../../shared/domain/proficiency/alerts.ts';
import {
  isFailed,
  proficiencyTestKind,
  type ProficiencyTest,
} from '../../../../shared/domain/proficiency/proficiency-test.ts';
import { institutionKind, type Institution } from '../../../../shared/domain/registry/institution.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { useSession } from '../../../platform/session-context.tsx';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useListKeys } from '../../../ui/use-list-keys.ts';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { TestForm } from './test-form.tsx';
import '../rows.css';

const RULES = ProficiencyRules.parse(lead);
const SHOWN_ALERTS = 12;

/** Proficiency tests of the prefecture, and what is late or missing in them. */
export function ProficiencyPage(): ReactNode {
  const { t } = useTranslation('proficiency');
  const desk = useDesk();
  const { officer } = useSession();
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  const [isPlanning, setPlanning] = useState(false);
  const facts = useLive(
    async () => ({
      tests: await desk.records.all(proficiencyTestKind),
      institutions: await desk.records.all(institutionKind),
    }),
    [],
  );
  const may = holdsRight(officer.roles as Role[], 'keep-register');
  const plan = (
    <Button
      type="primary"
      disabled={!may}
      title={may ? undefined : t('headsOnly')}
      onClick={() => setPlanning(true)}
    >
      {t('plan')}
    </Button>
  );
  if (facts.state === 'loading')
    return (
      <InspectionsPage title={t('title')}>
        <Skeleton active paragraph={{ rows: 8 }} />
      </InspectionsPage>
    );
  const { tests, institutions } = facts.value;
  const today = civilDateOf(desk.clock.now());
  return (
    <InspectionsPage title={t('title')} note={t('count', { count: tests.length })} actions={plan}>
      <div className="jd-stack" ref={body}>
        {isPlanning ? <TestForm institutions={institutions} onDone={() => setPlanning(false)} /> : null}
        <div className="jd-panel jd-rows-scroll">
          {tests.length === 0 ? (
            <EmptyNote title={t('empty')} text={t('emptyText')} action={plan} />
          ) : (
            <TestTable tests={tests} institutions={institutions} />
          )}
        </div>
        <AlertList
          alerts={proficiencyAlerts(institutions, tests, today, RULES)}
          institutions={institutions}
        />
      </div>
    </InspectionsPage>
  );
}

function TestTable({
  tests,
  institutions,
}: {
  readonly tests: readonly ProficiencyTest[];
  readonly institutions: readonly Institution[];
}): ReactNode {
  const { t } = useTranslation(['proficiency', 'registry']);
  const words = useWords();
  const names = new Map(institutions.map((one) => [one.id, words(one.name)]));
  // i18n-dynamic: proficiency:column.*, proficiency:state.*, proficiency:result.*, registry:categoryShort.*
  return (
    <table className="jd-rows">
      <thead>
        <tr>
          {(['item', 'institution', 'category', 'year', 'provider', 'state', 'result'] as const).map(
            (column) => (
              <th key={column} scope="col">
                {t(`column.${column}`)}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {tests
          .toSorted((a, b) => b.year - a.year || (a.id < b.id ? 1 : -1))
          .map((test) => (
            <tr key={test.id} data-open>
              <td>
                <Link to={`/inspections/proficiency/${test.id}`} data-row>
                  <Iso>{test.itemCode}</Iso>
                </Link>
              </td>
              <td>
                <Iso>{names.get(test.institutionId) ?? test.institutionId}</Iso>
              </td>
              <td>{t(`registry:categoryShort.${test.category}`)}</td>
              <td>
                <Num>{test.year}</Num>
              </td>
              <td>
                <Iso>{test.provider}</Iso>
              </td>
              <td>{t(`state.${test.state}`)}</td>
              <td>
                {test.result ? (
                  <Tag tone={isFailed(test.result) ? 'late' : 'plain'}>{t(`result.${test.result}`)}</Tag>
                ) : null}
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function AlertList({
  alerts,
  institutions,
}: {
  readonly alerts: readonly ProficiencyAlert[];
  readonly institutions: readonly Institution[];
}): ReactNode {
  const { t } = useTranslation(['proficiency', 'registry']);
  const words = useWords();
  const [isAll, setAll] = useState(false);
  const names = new Map(institutions.map((one) => [one.id, words(one.name)]));
  if (alerts.length === 0) return null;
  return (
    <section className="jd-card" aria-label={t('alerts')}>
      <h2>{t('alerts')}</h2>
      {alerts.slice(0, isAll ? alerts.length : SHOWN_ALERTS).map((alert) => (
        <div
          key={`${alert.kind}-${alert.institutionId}-${'testId' in alert ? alert.testId : alert.category}`}
        >
          <Tag tone={'days' in alert && alert.days < 0 ? 'late' : 'soon'}>
            {/* i18n-dynamic: proficiency:alert.* */}
            {t(`alert.${alert.kind}`)}
          </Tag>{' '}
          {'testId' in alert ? (
            <Link to={`/inspections/proficiency/${alert.testId}`}>
              <Iso>{names.get(alert.institutionId)}</Iso>
            </Link>
          ) : (
            <>
              <Iso>{names.get(alert.institutionId)}</Iso> · {t(`registry:category.${alert.category}`)}
            </>
          )}{' '}
          {'days' in alert
            ? t(alert.days < 0 ? 'daysOver' : 'daysLeft', { count: Math.abs(alert.days) })
            : null}
        </div>
      ))}
      {alerts.length > SHOWN_ALERTS && !isAll ? (
        <Button type="link" onClick={() => setAll(true)}>
          {t('allAlerts', { count: alerts.length })}
        </Button>
      ) : null}
    </section>
  );
}
