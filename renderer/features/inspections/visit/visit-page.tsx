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
import { VisitScreen } from './visit-screen.tsx';
import { contentLoader, loadFrame } from './visit-query.ts';

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
  if (frame.state === 'loading' || content.state === 'loading')
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
  const whole = { template: template.value, frame: frame.value, content: content.value };
  if (content.value.inspection.state === 'sealed') return <SealedView {...whole} />;
  return search.get('step') === 'sign' ? <SignStep {...whole} /> : <VisitScreen key={id} {...whole} />;
}
