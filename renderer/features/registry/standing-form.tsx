import { Select } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { setStanding } from '../../../shared/domain/registry/certificate-mutations.ts';
import { STANDINGS, type Certificate } from '../../../shared/domain/registry/certificate.ts';
import { civilDateOf } from '../../../shared/lib/dates.ts';
import { cleanText } from '../../../shared/lib/text.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { ActOutcome } from '../../data/desk.ts';
import { Field } from '../../ui/field.tsx';
import { OutcomeNote } from '../../ui/outcome-note.tsx';
import { DateField, dateOrNull, FormEnd, TextField } from './form-fields.tsx';

interface StandingFormProps {
  readonly certificate: Certificate;
  readonly onDone: () => void;
}

/** What was decided about a certificate, on which day and by which document. A withdrawal is final. */
export function StandingForm({ certificate, onDone }: StandingFormProps): ReactNode {
  const { t } = useTranslation('registers');
  const desk = useDesk();
  const [standing, choose] = useState(certificate.standing);
  const [on, setOn] = useState<string>(() => civilDateOf(desk.clock.now()));
  const [document, setDocument] = useState('');
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const day = dateOrNull(on);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!day) return;
    const done = await desk.act(setStanding, {
      id: certificate.id,
      standing,
      on: day,
      document: cleanText(document),
    });
    if (done.kind === 'saved') onDone();
    else setOutcome(done);
  };
  return (
    <form
      className="jd-form jd-amend"
      aria-label={t('certificates.standing')}
      onSubmit={(event) => void save(event)}
    >
      <div className="jd-amend-grid">
        <Field
          label={t('certificates.standing')}
          hint={standing === 'withdrawn' ? t('certificates.final') : undefined}
        >
          {(ids) => (
            <Select
              {...ids}
              value={standing}
              // i18n-dynamic: registers:standing.*
              options={STANDINGS.map((one) => ({ value: one, label: t(`standing.${one}`) }))}
              onChange={choose}
            />
          )}
        </Field>
        <DateField label={t('certificates.on')} isRequired value={on} onChange={setOn} />
        <TextField label={t('certificates.document')} max={120} value={document} onChange={setDocument} />
      </div>
      <OutcomeNote outcome={outcome} />
      <FormEnd
        isChanged={standing !== certificate.standing}
        problem={day ? null : t('form.dateAbove')}
        onCancel={onDone}
      />
    </form>
  );
}
