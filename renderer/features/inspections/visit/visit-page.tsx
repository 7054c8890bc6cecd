import { Button, Skeleton } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { SealedView } from '../sign/sealed-view.tsx';
import { SignStep } from '../sign/sign-step.tsx';
import { loadHistory, type EarlierVisit } from './history.ts';
import { loadOtherForms } from './other-forms.ts';
import { VisitScreen } from './visit-screen.tsx';
import { contentLoader, loadFrame } from './visit-query.ts';

const NO_HISTORY: readonly EarlierVisit[] = [];

/** One inspection: filled in, signed, or sealed and only read. */
export function VisitPage(): ReactNode {
  const { t } = useTranslation(['inspections', 'errors']);
  const desk = useDesk();
  const id = (useParams()['inspectionId'] ?? '') as RecordId;
  const [search] = useSearchParams();
  const frame = useLive(() => loadFrame(desk.records, id), [id]);
  const content = useLive(
    useMemo(() => contentLoader(desk.records, id), [desk, id]),
    [id],
  );
  const others = useLive(() => loadOtherForms(desk.records, id), ['forms', id]);
  const history = useLive(() => loadHistory(desk.records, id), ['history', id]);
  if (frame.state === 'loading' || content.state === 'loading' || others.state === 'loading')
    return <Skeleton className="jd-visit-wait" active paragraph={{ rows: 12 }} />;
  if (!frame.value || !content.value) {
    return (
      <EmptyNote
        title={t('visit.notHere')}
        text={t('visit.notHereText')}
        action={
          <Link to="/inspections">
            <Button>{t('visit.toList')}</Button>
          </Link>
        }
      />
    );
  }
  const { template } = frame.value;
  if (!template.ok) {
    const { kind } = template.error;
    // i18n-dynamic: errors:template.*
    const text = kind === 'template-missing' ? t('visit.noTemplateText') : t(`errors:template.${kind}`);
    return <EmptyNote title={t('visit.noTemplate')} text={text} />;
  }
  const whole = {
    template: template.value,
    frame: frame.value,
    content: content.value,
    others: others.value,
  };
  if (content.value.inspection.state === 'sealed') return <SealedView key={id} {...whole} />;
  if (search.get('step') === 'sign') return <SignStep key={id} {...whole} />;
  return <VisitScreen key={id} {...whole} history={history.state === 'ready' ? history.value : NO_HISTORY} />;
}
