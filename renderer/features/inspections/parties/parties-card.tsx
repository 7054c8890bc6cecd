import { Button, Input, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitParties } from '../../../../shared/domain/inspections/visit-parties.ts';
import type { CivilDate, Instant } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { Field } from '../../../ui/field.tsx';
import type { SaveFailure } from '../visit/save-failure.ts';
import { FailureText } from '../visit/save-mark.tsx';
import { useTypedDraft } from '../visit/typed-draft.ts';
import { FactsCommands, factsOf, type Facts, type FactsChange } from './facts.ts';
import { momentOf, timeOf, timeShown } from './time-text.ts';
import './parties.css';

interface PartiesCardProps {
  readonly visitId: RecordId;
  readonly startedOn: CivilDate;
  readonly parties: VisitParties | null;
  readonly isDisabled: boolean;
}

/** Facts of the visit on the institution's side. Each field saves itself; there is no button. */
export function PartiesCard({ visitId, startedOn, parties, isDisabled }: PartiesCardProps): ReactNode {
  const { t } = useTranslation('visit');
  const desk = useDesk();
  const [commands] = useState(() => new FactsCommands(desk, visitId));
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  const facts = factsOf(parties);
  const change = (part: FactsChange): void => void commands.change(parties, part).then(setFailure);
  const named = (part: Partial<NonNullable<Facts['representative']>>): void =>
    change((before) => ({ representative: { name: '', role: '', ...before.representative, ...part } }));
  const common = { startedOn, isDisabled };
  return (
    <section className="jd-signer jd-parties" aria-label={t('facts.title')}>
      <h2>{t('facts.title')}</h2>
      <div className="jd-parties-pair">
        <TimeField
          {...common}
          label={t('facts.arrived')}
          value={facts.arrivedAt}
          onCommit={(arrivedAt) => change({ arrivedAt })}
        />
        <TimeField
          {...common}
          label={t('facts.left')}
          value={facts.leftAt}
          isBefore={facts.arrivedAt}
          onCommit={(leftAt) => change({ leftAt })}
        />
      </div>
      <Choice
        label={t('facts.certificates')}
        value={facts.certificatesShown}
        options={[
          [true, t('facts.yes')],
          [false, t('facts.no')],
        ]}
        isDisabled={isDisabled}
        onChoose={(certificatesShown) => change({ certificatesShown })}
      />
      <Choice
        label={t('facts.rights')}
        value={facts.rightsTold}
        options={[
          [true, t('facts.yes')],
          [false, t('facts.no')],
        ]}
        isDisabled={isDisabled}
        onChoose={(rightsTold) => change({ rightsTold })}
      />
      <Choice
        label={t('facts.presence')}
        value={facts.presence}
        options={[
          ['present' as const, t('facts.present')],
          ['absent' as const, t('facts.absent')],
        ]}
        isDisabled={isDisabled}
        onChoose={(presence) => change({ presence })}
      />
      {facts.presence === 'present' ? (
        <div className="jd-parties-pair">
          <TextLine
            label={t('facts.name')}
            value={facts.representative?.name ?? ''}
            isDisabled={isDisabled}
            onCommit={(name) => named({ name })}
          />
          <TextLine
            label={t('facts.role')}
            value={facts.representative?.role ?? ''}
            isDisabled={isDisabled}
            onCommit={(role) => named({ role })}
          />
        </div>
      ) : null}
      <TextLine
        label={t('facts.statement')}
        hint={t('facts.statementHint')}
        value={facts.statement}
        isDisabled={isDisabled}
        isLong
        onCommit={(statement) => change({ statement })}
      />
      {failure ? (
        <p className="jd-visit-failed" role="alert">
          <FailureText failure={failure} />
        </p>
      ) : null}
    </section>
  );
}

interface ChoiceProps<T> {
  readonly label: string;
  readonly value: T | null;
  readonly options: readonly (readonly [value: T, label: string])[];
  readonly isDisabled: boolean;
  readonly onChoose: (value: T) => void;
}

function Choice<T>({ label, value, options, isDisabled, onChoose }: ChoiceProps<T>): ReactNode {
  return (
    <div className="jd-parties-choice" role="group" aria-label={label}>
      <span>{label}</span>
      <Radio.Group
        size="small"
        optionType="button"
        disabled={isDisabled}
        value={value}
        options={options.map(([one, name]) => ({ value: one, label: name }))}
        onChange={(event) => onChoose(event.target.value as T)}
      />
    </div>
  );
}

interface TextLineProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly isDisabled: boolean;
  readonly isLong?: boolean;
  readonly onCommit: (value: string) => void;
}

function TextLine({ label, value, hint, isDisabled, isLong = false, onCommit }: TextLineProps): ReactNode {
  const draft = useTypedDraft(value, (typed) => onCommit(cleanText(typed)));
  const common = {
    value: draft.typed,
    disabled: isDisabled,
    onFocus: draft.enter,
    onBlur: draft.leave,
  };
  return (
    <Field label={label} hint={hint}>
      {(ids) =>
        isLong ? (
          <Input.TextArea
            {...ids}
            {...common}
            rows={2}
            maxLength={2000}
            onChange={(event) => draft.type(event.target.value)}
          />
        ) : (
          <Input {...ids} {...common} maxLength={100} onChange={(event) => draft.type(event.target.value)} />
        )
      }
    </Field>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly startedOn: CivilDate;
  readonly value: Instant | null;
  /** The time that must come before this one. */
  readonly isBefore?: Instant | null;
  readonly isDisabled: boolean;
  readonly onCommit: (value: Instant | null) => void;
}

function TimeField({ label, startedOn, value, isBefore, isDisabled, onCommit }: TimeFieldProps): ReactNode {
  const { t } = useTranslation('visit');
  const desk = useDesk();
  const [isWrong, setWrong] = useState(false);
  const draft = useTypedDraft(timeShown(value), (typed) => {
    const time = timeOf(typed);
    setWrong(time === null && typed.trim() !== '');
    if (time) onCommit(momentOf(startedOn, time));
    else if (typed.trim() === '') onCommit(null);
  });
  const isOutOfOrder = Boolean(value && isBefore && value < isBefore);
  return (
    <Field
      label={label}
      problem={isWrong ? t('facts.notATime') : isOutOfOrder ? t('facts.outOfOrder') : undefined}
    >
      {(ids) => (
        <span className="jd-parties-time">
          <Input
            {...ids}
            dir="ltr"
            placeholder="09:40"
            value={draft.typed}
            disabled={isDisabled}
            onFocus={draft.enter}
            onBlur={draft.leave}
            onChange={(event) => draft.type(event.target.value)}
          />
          <Button
            size="small"
            disabled={isDisabled}
            onClick={() => onCommit(momentOf(startedOn, timeShown(desk.clock.now())))}
          >
            {t('facts.now')}
          </Button>
        </span>
      )}
    </Field>
  );
}
