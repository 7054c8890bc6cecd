import { Button, DatePicker, Input, Radio, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import { Role } from '../../../../shared/domain/org/officer.ts';
import { latestExtension } from '../../../../shared/domain/rectification/life.ts';
import { missingFor, openSteps, type Step } from '../../../../shared/domain/rectification/missing.ts';
import { daysLeft } from '../../../../shared/domain/rectification/reminder.ts';
import { proposedDueOn } from '../../../../shared/domain/rectification/rules.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { OfficerId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { useToday } from '../../../data/use-today.ts';
import { useSession } from '../../../platform/session-context.tsx';
import { Field } from '../../../ui/field.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useWords } from '../../../ui/words.ts';
import type { RectifyDetail } from './rectify-query.ts';
import { doStep, type StepForm } from './step-commands.ts';
import { useRules } from './use-rules.ts';

const WITH_DATE: readonly Step[] = ['ask-extension', 'not-accept', 'order-again'];

/** The next step with what it needs, and the other ways that are open. */
export function StepPanel({ detail }: { readonly detail: RectifyDetail }): ReactNode {
  const { t } = useTranslation('rectify');
  const today = useToday();
  const { rectification } = detail;
  const steps = openSteps(rectification, daysLeft(rectification, today) < 0);
  const [chosen, setChosen] = useState<Step | null>(null);
  const step = chosen && steps.includes(chosen) ? chosen : steps[0];
  if (!step) return <p className="jd-soft">{t('step.done')}</p>;
  // i18n-dynamic: rectify:step.*
  return (
    <section className="jd-rectify-step" aria-label={t('step.title')}>
      {steps.length > 1 ? (
        <Segmented
          aria-label={t('step.title')}
          options={steps.map((value) => ({ value, label: t(`step.${value}`) }))}
          value={step}
          onChange={setChosen}
        />
      ) : (
        <h2 className="jd-subtitle">{t(`step.${step}`)}</h2>
      )}
      {/* A new state is a new form: nothing typed for one step slips into the next. */}
      <StepFormView key={`${step}:${rectification.events.length}`} step={step} detail={detail} />
    </section>
  );
}

function StepFormView({ step, detail }: { readonly step: Step; readonly detail: RectifyDetail }): ReactNode {
  const { t } = useTranslation('rectify');
  const desk = useDesk();
  const today = useToday();
  const rules = useRules();
  const { officer } = useSession();
  const { rectification, after, partners } = detail;
  const usual =
    step === 'ask-extension'
      ? latestExtension(rectification)
      : proposedDueOn(rectification.severity, today, rules);
  const [form, setForm] = useState<StepForm>({
    text: '',
    document: '',
    dueOn: WITH_DATE.includes(step) ? usual : null,
    partner: null,
    method: 'on-site',
    noPhotoReason: '',
    grant: true,
  });
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const [isBusy, setBusy] = useState(false);
  const change = (over: Partial<StepForm>): void => setForm({ ...form, ...over });
  const missing = missingFor(step, form, {
    photosAfter: after.length,
    isHead: holdsRight(
      officer.roles.flatMap((role) => Role.safeParse(role).data ?? []),
      'answer-for-acts',
    ),
    isAsker: rectification.extension?.askedBy === desk.officerId,
  });
  const run = async (): Promise<void> => {
    if (missing.length > 0 || isBusy) return;
    setBusy(true);
    setOutcome(await doStep(desk, rectification.id, step, form, today));
    setBusy(false);
  };
  return (
    <form
      className="jd-form"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.ctrlKey) void run();
      }}
    >
      {/* i18n-dynamic: rectify:hint.*, rectify:label.* */}
      <p className="jd-soft">{t(`hint.${step}`)}</p>
      {step === 'decide-extension' ? <DecideFields form={form} change={change} detail={detail} /> : null}
      {step === 'recheck' ? <RecheckFields form={form} change={change} partners={partners} /> : null}
      <Field label={t(`label.${step}`)}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={3}
            maxLength={4000}
            value={form.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        )}
      </Field>
      {step === 'report' && after.length === 0 ? (
        <Field label={t('label.noPhoto')} hint={t('hint.noPhoto')}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={500}
              value={form.noPhotoReason}
              onChange={(event) => change({ noPhotoReason: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      {WITH_DATE.includes(step) ? (
        <Field label={t('label.newDueOn')} hint={dueHint()}>
          {(ids) => (
            <DatePicker
              {...ids}
              allowClear={step === 'not-accept'}
              value={form.dueOn ? dayjs(form.dueOn) : null}
              minDate={dayjs(step === 'ask-extension' ? rectification.dueOn : today)}
              {...(step === 'ask-extension' ? { maxDate: dayjs(latestExtension(rectification)) } : {})}
              onChange={(date) => change({ dueOn: date ? (date.format('YYYY-MM-DD') as CivilDate) : null })}
            />
          )}
        </Field>
      ) : null}
      <Field label={step === 'transfer' ? t('label.transferPaper') : t('label.paper')}>
        {(ids) => (
          <Input
            {...ids}
            maxLength={120}
            value={form.document}
            onChange={(event) => change({ document: event.target.value })}
          />
        )}
      </Field>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button type="primary" htmlType="submit" loading={isBusy} disabled={missing.length > 0}>
          {step === 'decide-extension' && !form.grant ? t('step.refuse-extension') : t(`step.${step}`)}
        </Button>
        {missing.length > 0 ? (
          // i18n-dynamic: rectify:missing.*
          <span className="jd-soft">
            {t('missing.lead')} {missing.map((one) => t(`missing.${one}`)).join(t('missing.and'))}
          </span>
        ) : null}
      </div>
    </form>
  );

  function dueHint(): string {
    if (step === 'ask-extension') return t('hint.latest', { latest: latestExtension(rectification) });
    return step === 'not-accept' ? t('hint.newOrder') : '';
  }
}

interface PartProps {
  readonly form: StepForm;
  readonly change: (over: Partial<StepForm>) => void;
}

function DecideFields({ form, change, detail }: PartProps & { readonly detail: RectifyDetail }): ReactNode {
  const { t } = useTranslation('rectify');
  const words = useWords();
  const { rectification, officers } = detail;
  const { extension } = rectification;
  if (!extension) return null;
  const asker = officers.get(extension.askedBy);
  const asked = rectification.events.findLast((event) => event.kind === 'extension-asked');
  return (
    <>
      <p>
        {t('extension.request', {
          name: asker ? words(asker.name) : extension.askedBy,
          on: extension.askedOn,
          to: extension.to,
        })}{' '}
        {asked?.text}
      </p>
      <Radio.Group
        aria-label={t('step.decide-extension')}
        value={form.grant}
        onChange={(event) => change({ grant: event.target.value === true })}
        options={[
          { value: true, label: t('extension.grant') },
          { value: false, label: t('extension.refuse') },
        ]}
      />
    </>
  );
}

function RecheckFields({ form, change, partners }: PartProps & Pick<RectifyDetail, 'partners'>): ReactNode {
  const { t } = useTranslation('rectify');
  const words = useWords();
  return (
    <div className="jd-rectify-pair">
      <Field label={t('label.method')}>
        {(ids) => (
          <Segmented
            {...ids}
            options={[
              { value: 'on-site' as const, label: t('method.on-site') },
              { value: 'paper' as const, label: t('method.paper') },
            ]}
            value={form.method}
            onChange={(method) => change({ method })}
          />
        )}
      </Field>
      <Field label={t('label.partner')}>
        {(ids) => (
          <Select
            {...ids}
            placeholder={t('label.choosePartner')}
            value={form.partner}
            onChange={(partner) => change({ partner })}
            options={partners.map((one) => ({
              value: one.id as string as OfficerId,
              label: words(one.name),
            }))}
          />
        )}
      </Field>
    </div>
  );
}
