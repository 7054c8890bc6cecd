import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isKnownKind } from '../../../../shared/domain/inspections/template.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { progressOf, type FormOfVisit } from '../visit/other-forms.ts';

/** Instead of the sign step while something is missing: where, and the way there. */
export function NotYet({ forms }: { readonly forms: readonly FormOfVisit[] }): ReactNode {
  const { t } = useTranslation(['inspections', 'visit']);
  const words = useWords();
  const lacking = forms
    .map((form) => ({ ...form, missing: progressOf(form).missing }))
    .filter((form) => form.content.inspection.state !== 'sealed' && form.missing > 0);
  const count = lacking.reduce((sum, form) => sum + form.missing, 0);
  const hasUnknown = forms.some((form) => form.template?.items.some((item) => !isKnownKind(item.kind)));
  return (
    <EmptyNote
      title={t('inspections:sign.incomplete', { count })}
      text={t(hasUnknown ? 'inspections:sign.unknownKind' : 'inspections:sign.incompleteText')}
      action={
        <span className="jd-not-yet">
          {lacking.map((form, at) => (
            <Link key={form.id} to={`/inspections/${form.id}`}>
              <Button type={at === 0 ? 'primary' : 'default'}>
                {forms.length > 1 ? (
                  <>
                    {form.template ? words(form.template.title) : t('visit:forms.noTemplate')}{' '}
                    <Num>{form.missing}</Num>
                  </>
                ) : (
                  t('inspections:sign.toMissing')
                )}
              </Button>
            </Link>
          ))}
        </span>
      }
    />
  );
}
