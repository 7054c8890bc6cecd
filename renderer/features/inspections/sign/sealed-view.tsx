import { Button } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sectionProgress } from '../../../../shared/domain/inspections/progress.ts';
import type { TemplateItem } from '../../../../shared/domain/inspections/template.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { EvidenceNote } from '../evidence-note.tsx';
import { AnswerText } from '../visit/answer-text.tsx';
import { FindingCard } from '../visit/finding-card.tsx';
import { KeptAnswers } from '../visit/kept-answers.tsx';
import { PhotoDialog } from '../visit/photo-dialog.tsx';
import { Thumb } from '../visit/thumb.tsx';
import type { VisitContentView, VisitFrame, WholeVisit } from '../visit/visit-query.ts';
import { PartiesShown } from '../parties/parties-shown.tsx';
import { FormSwitcher } from '../visit/form-switcher.tsx';
import type { FormOfVisit } from '../visit/other-forms.ts';
import { Addenda } from './addenda.tsx';
import { OrderLink } from '../rectify/order-link.tsx';
import { SummaryPanel } from './summary-panel.tsx';
import { summaryOf } from './summary.ts';
import './sign.css';

interface SealedViewProps extends WholeVisit {
  readonly others: readonly FormOfVisit[];
}

/** A sealed visit: only read, and printed as it is. */
export function SealedView({ template, frame, content, others }: SealedViewProps): ReactNode {
  const { t } = useTranslation(['inspections', 'visit']);
  const words = useWords();
  const { inspection } = content;
  const unsealed = others.find((form) => form.content.inspection.state !== 'sealed');
  const summary = useMemo(() => summaryOf(template, content), [template, content]);
  const sections = useMemo(
    () =>
      sectionProgress(template, {
        answers: content.answers,
        attachments: content.attachments,
        findings: summary.findings,
      }),
    [template, content, summary],
  );
  return (
    <div className="jd-sign jd-sealed">
      <header className="jd-visit-head">
        <Link
          to="/inspections"
          className="jd-visit-back"
          aria-label={t('visit.toList')}
          title={t('visit.toList')}
        >
          <span className="jd-chevron" aria-hidden="true" />
        </Link>
        <h1 className="jd-clip">
          {frame.institution ? words(frame.institution.name) : inspection.institutionId}
        </h1>
        <span className="jd-visit-facts">
          <Num>{inspection.startedOn}</Num> <Tag tone="accent">{t('state.sealed')}</Tag>{' '}
          <EvidenceNote inspectionId={inspection.id} />
        </span>
        <span className="jd-visit-head-end">
          <Link to={`/inspections/documents/visit/${inspection.id}`}>
            <Button>{t('documents:tab')}</Button>
          </Link>
          <OrderLink inspectionId={inspection.id} findings={summary.findings} />
          <Button onClick={() => window.print()}>{t('sealed.print')}</Button>
        </span>
      </header>
      {others.length > 0 ? (
        <FormSwitcher current={{ id: inspection.id, template, content }} others={others} canEdit={false} />
      ) : null}
      {unsealed ? (
        <p className="jd-sealed-rest" role="status">
          {t('visit:forms.notSealed')}{' '}
          <Link to={`/inspections/${unsealed.id}?step=sign`}>{t('visit:forms.toSeal')}</Link>
        </p>
      ) : null}
      <div role="region" className="jd-sealed-paper" aria-label={t('sealed.title')}>
        <h1 className="jd-print-only">{words(template.title)}</h1>
        <p className="jd-print-only">
          {frame.institution ? words(frame.institution.name) : inspection.institutionId} ·{' '}
          <Num>{frame.institution?.licenceNo}</Num> · <Num>{inspection.startedOn}</Num>
        </p>
        {summary.hash === inspection.contentHash ? null : (
          <p className="jd-visit-failed" role="alert">
            {t('sealed.mismatch')}
          </p>
        )}
        <SummaryPanel template={template} summary={summary} />
        {content.parties ? <PartiesShown content={content} parties={content.parties} /> : null}
        <div className="jd-sealed-signers">
          {inspection.signatures.map((signature) => {
            const officer = frame.officers.get(signature.officerId);
            const drawn = content.attachments.find((attachment) => attachment.id === signature.attachmentId);
            const name = officer ? words(officer.name) : signature.officerId;
            return (
              <figure key={signature.officerId}>
                {drawn ? <Thumb photo={drawn} isLarge label={t('sign.signatureOf', { name })} /> : null}
                <figcaption>
                  <Iso>{name}</Iso> · <Num>{dateTimeText(signature.signedAt)}</Num>
                </figcaption>
              </figure>
            );
          })}
          <SealFacts content={content} />
        </div>
        {sections.map((section) => (
          <section key={section.sectionId} className="jd-sealed-section">
            <h2>
              <Num>{section.sectionId}</Num> {section.items[0] ? words(section.items[0].section) : ''}
            </h2>
            {section.items.map((item) => (
              <SealedItem key={item.id} item={item} content={content} officers={frame.officers} />
            ))}
          </section>
        ))}
        <KeptAnswers template={template} frame={frame} content={content} />
        <Addenda inspection={inspection} officers={frame.officers} />
      </div>
    </div>
  );
}

interface SealedItemProps {
  readonly item: TemplateItem;
  readonly content: VisitContentView;
  readonly officers: VisitFrame['officers'];
}

function SealedItem({ item, content, officers }: SealedItemProps): ReactNode {
  const { t } = useTranslation('inspections');
  const words = useWords();
  const [shownId, setShown] = useState<RecordId | null>(null);
  const answer = content.answers.get(item.id);
  const photos = content.photos.get(item.id) ?? [];
  const shown = photos.find((photo) => photo.id === shownId);
  return (
    <div className="jd-sealed-item" role="group" aria-label={item.id} data-item={item.id}>
      <Num className="jd-item-id">{item.id.slice(item.id.indexOf('-') + 1)}</Num>
      <span>{words(item.text)}</span>
      <span className="jd-sealed-answer">
        {item.kind === 'photo' ? (
          t('photo.count', { count: photos.length })
        ) : (
          <AnswerText value={answer?.current.value ?? null} />
        )}
      </span>
      {answer?.current.note ? <Iso className="jd-sealed-more jd-soft">{answer.current.note}</Iso> : null}
      {(content.findings.get(item.id) ?? []).map((finding) => (
        <div key={finding.id} className="jd-sealed-more">
          <FindingCard finding={finding} />
        </div>
      ))}
      {photos.length > 0 ? (
        <div className="jd-sealed-more jd-item-photos">
          {photos.map((photo, at) => (
            <Thumb
              key={photo.id}
              photo={photo}
              isLarge
              label={t('photo.open', { number: at + 1 })}
              onOpen={() => setShown(photo.id)}
            />
          ))}
        </div>
      ) : null}
      {shown ? (
        <PhotoDialog
          itemId={item.id}
          photos={photos}
          shown={shown}
          officers={officers}
          onShow={setShown}
          onClose={() => setShown(null)}
        />
      ) : null}
    </div>
  );
}

/** When it was sealed; on the computer that sealed it also the link of the log that the seal became. */
function SealFacts({ content }: { readonly content: VisitContentView }): ReactNode {
  const { t } = useTranslation('inspections');
  const desk = useDesk();
  const { id, sealedAt } = content.inspection;
  const acts = useLive(
    async () =>
      (await desk.acts({ lane: id, limit: 20 })).find((act) => act.name === 'inspection/seal') ?? null,
    [id],
  );
  const act = acts.state === 'ready' ? acts.value : null;
  return (
    <dl className="jd-sealed-facts">
      <dt>{t('sealed.at')}</dt>
      <dd>
        <Num>{sealedAt ? dateTimeText(sealedAt) : ''}</Num>
      </dd>
      {act ? (
        <>
          <dt>{t('sealed.chain')}</dt>
          <dd>
            <Iso dir="ltr" className="jd-code jd-hash">
              {act.hash}
            </Iso>
          </dd>
        </>
      ) : null}
    </dl>
  );
}
