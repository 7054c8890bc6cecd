import { Dropdown } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { TemplateBody } from '../../../../shared/domain/inspections/template.ts';
import { addForm, dropForm } from '../../../../shared/domain/inspections/visit-mutations.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { newestTemplates } from '../start/start-query.ts';
import { inOrder, progressOf, type FormOfVisit } from './other-forms.ts';
import { failureOf, type SaveFailure } from './save-failure.ts';
import { FailureText } from './save-mark.tsx';

interface FormSwitcherProps {
  readonly current: FormOfVisit;
  readonly others: readonly FormOfVisit[];
  /** Whether forms may be added or taken off. */
  readonly canEdit: boolean;
}

/** The forms of this visit with their progress, and the way to one more: the party-building form goes on the same visit. */
export function FormSwitcher({ current, others, canEdit }: FormSwitcherProps): ReactNode {
  const { t } = useTranslation('visit');
  const words = useWords();
  const desk = useDesk();
  const navigate = useNavigate();
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  const templates = useLive(() => newestTemplates(desk.records), ['templates']);
  const forms = inOrder([current, ...others]);
  const { visitId } = current.content;
  const onVisit = new Set(forms.map((form) => form.content.inspection.templateId));
  const further =
    templates.state === 'ready' ? templates.value.filter((template) => !onVisit.has(template.id)) : [];
  const isSealed = forms.some((form) => form.content.inspection.state === 'sealed');

  const add = async (template: TemplateBody): Promise<void> => {
    const inspectionId = newUlid(desk.clock, desk.random) as RecordId;
    const args = { inspectionId, visitId, templateId: template.id, templateVersion: template.version };
    const failed = failureOf(await desk.act(addForm, args));
    setFailure(failed);
    if (!failed) void navigate(`/inspections/${inspectionId}`);
  };
  const drop = async (): Promise<void> => {
    const failed = failureOf(await desk.act(dropForm, { inspectionId: current.id }));
    setFailure(failed);
    if (!failed) void navigate(`/inspections/${visitId}`, { replace: true });
  };
  const isEmpty =
    current.id !== visitId &&
    current.content.answers.size === 0 &&
    current.content.findings.size === 0 &&
    current.content.attachments.length === 0;
  return (
    <nav className="jd-forms" aria-label={t('forms.label')}>
      {forms.map((form) => {
        const { answered, total } = progressOf(form);
        const isSealedForm = form.content.inspection.state === 'sealed';
        return (
          <Link
            key={form.id}
            to={`/inspections/${form.id}`}
            className="jd-form-link"
            {...(form.id === current.id ? { 'aria-current': 'page' as const } : {})}
          >
            <span className="jd-clip">
              {form.template ? words(form.template.title) : t('forms.noTemplate')}
            </span>
            {isSealedForm ? (
              <Tag tone="accent">{t('forms.sealed')}</Tag>
            ) : (
              <Num className="jd-soft">
                {answered}/{total}
              </Num>
            )}
          </Link>
        );
      })}
      {canEdit && !isSealed && further.length > 0 ? (
        <Dropdown
          trigger={['click']}
          menu={{
            items: further.map((template) => ({ key: template.id, label: words(template.title) })),
            onClick: ({ key }) => {
              const template = further.find((one) => one.id === key);
              if (template) void add(template);
            },
          }}
        >
          <button type="button" className="jd-bare jd-form-add">
            + {t('forms.add')}
          </button>
        </Dropdown>
      ) : null}
      {canEdit && isEmpty ? (
        <button type="button" className="jd-bare jd-form-add" onClick={() => void drop()}>
          {t('forms.drop')}
        </button>
      ) : null}
      {failure ? (
        <span className="jd-visit-failed" role="alert">
          <FailureText failure={failure} />
        </span>
      ) : null}
    </nav>
  );
}
