import { Button, Input } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Inspection } from '../../../../shared/domain/inspections/inspection.ts';
import { visitAddendumKind } from '../../../../shared/domain/inspections/visit-addenda.ts';
import { addAddendum } from '../../../../shared/domain/inspections/visit-mutations.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { Field } from '../../../ui/field.tsx';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { failureOf, type SaveFailure } from '../visit/save-failure.ts';
import { FailureText } from '../visit/save-mark.tsx';
import type { VisitFrame } from '../visit/visit-query.ts';

interface AddendaProps {
  readonly inspection: Inspection;
  readonly officers: VisitFrame['officers'];
}

/** Later remarks under a sealed visit, oldest first, and a field for its officers to add one. */
export function Addenda({ inspection, officers }: AddendaProps): ReactNode {
  const { t } = useTranslation('visit');
  const words = useWords();
  const desk = useDesk();
  const all = useLive(
    () => desk.records.list(visitAddendumKind, 'inspectionId', inspection.id),
    [inspection.id],
  );
  const addenda = all.state === 'ready' ? all.value.toSorted((a, b) => (a.at < b.at ? -1 : 1)) : [];
  return (
    <section className="jd-addenda" aria-label={t('addenda.title')}>
      <h2>{t('addenda.title')}</h2>
      {addenda.length === 0 ? <p className="jd-soft">{t('addenda.none')}</p> : null}
      {addenda.map((addendum) => {
        const name = officers.get(addendum.by)?.name;
        return (
          <article key={addendum.id} className="jd-addendum">
            <p>
              <Iso>{addendum.text}</Iso>
            </p>
            <p className="jd-soft jd-small">
              <Iso>{name ? words(name) : addendum.by}</Iso> · <Num>{dateTimeText(addendum.at)}</Num>
            </p>
          </article>
        );
      })}
      {inspection.officers.includes(desk.officerId) ? <AddForm inspectionId={inspection.id} /> : null}
    </section>
  );
}

function AddForm({ inspectionId }: { readonly inspectionId: RecordId }): ReactNode {
  const { t } = useTranslation('visit');
  const desk = useDesk();
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (cleanText(text) === '' || isBusy) return;
    setBusy(true);
    const addendumId = newUlid(desk.clock, desk.random) as RecordId;
    const outcome = await desk.act(addAddendum, {
      addendumId,
      inspectionId,
      text: cleanText(text),
      at: desk.clock.now(),
    });
    setBusy(false);
    setFailure(failureOf(outcome));
    // What was typed stays until the disk has it.
    if (outcome.kind === 'saved') setText('');
  };
  return (
    <form className="jd-sign-form jd-addendum-form" onSubmit={(event) => void add(event)}>
      <Field label={t('addenda.add')} hint={t('addenda.hint')}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="jd-sign-line">
        <Button htmlType="submit" loading={isBusy} disabled={cleanText(text) === ''}>
          {t('addenda.keep')}
        </Button>
        {failure ? (
          <span className="jd-visit-failed" role="alert">
            <FailureText failure={failure} />
          </span>
        ) : null}
      </div>
    </form>
  );
}
