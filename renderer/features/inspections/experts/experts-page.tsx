import { Button, Skeleton } from 'antd';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { expertKind, type Expert } from '../../../../shared/domain/experts/expert.ts';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import type { Role } from '../../../../shared/domain/org/officer.ts';
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
import '../rows.css';

/** People of a field who review files or help on visits; they are never counted as officers. */
export function ExpertsPage(): ReactNode {
  const { t } = useTranslation('experts');
  const desk = useDesk();
  const navigate = useNavigate();
  const { officer } = useSession();
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  const experts = useLive(() => desk.records.all(expertKind), []);
  const may = holdsRight(officer.roles as Role[], 'keep-register');
  const enter = (
    <Button
      type="primary"
      disabled={!may}
      title={may ? undefined : t('headsOnly')}
      onClick={() => void navigate('/inspections/experts/new')}
    >
      {t('enter')}
    </Button>
  );
  return (
    <InspectionsPage title={t('title')} note={t('note')} actions={enter}>
      <div ref={body} className="jd-panel jd-rows-scroll">
        {experts.state === 'loading' ? (
          <Skeleton active paragraph={{ rows: 6 }} />
        ) : experts.value.length === 0 ? (
          <EmptyNote title={t('empty')} text={t('emptyText')} action={enter} />
        ) : (
          <ExpertTable experts={experts.value} />
        )}
      </div>
    </InspectionsPage>
  );
}

function ExpertTable({ experts }: { readonly experts: readonly Expert[] }): ReactNode {
  const { t } = useTranslation(['experts', 'registry']);
  const words = useWords();
  const desk = useDesk();
  const today = civilDateOf(desk.clock.now());
  const isOver = (expert: Expert): boolean => !expert.active || expert.validTo < today;
  return (
    <table className="jd-rows">
      <thead>
        <tr>
          {(['name', 'unit', 'fields', 'languages', 'validTo', 'account', 'conflicts'] as const).map(
            (column) => (
              // i18n-dynamic: experts:column.*
              <th key={column} scope="col">
                {t(`column.${column}`)}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {experts.map((expert) => (
          <tr key={expert.id} data-open>
            <td>
              <Link to={`/inspections/experts/${expert.id}`} data-row>
                <Iso>{words(expert.name)}</Iso>
              </Link>
            </td>
            <td>
              <Iso>{words(expert.unit)}</Iso>
            </td>
            <td>
              {/* i18n-dynamic: registry:categoryShort.*, experts:language.* */}
              {expert.fields.map((field) => t(`registry:categoryShort.${field}`)).join(t('listSeparator'))}
            </td>
            <td>{expert.languages.map((language) => t(`language.${language}`)).join(t('listSeparator'))}</td>
            <td>
              <Num>{expert.validTo}</Num> {isOver(expert) ? <Tag tone="soon">{t('over')}</Tag> : null}
            </td>
            <td>{expert.officerId ? t('hasAccount') : <span className="jd-soft">{t('noAccount')}</span>}</td>
            <td className="jd-figure">
              <Num>{expert.conflicts.length + (expert.institutionId ? 1 : 0)}</Num>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
