import { Button, Input, Radio } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Conflict, ConflictField, VersionAuthor } from '../../../../shared/domain/conflicts/conflict.ts';
import { decideConflict } from '../../../../shared/domain/conflicts/mutations.ts';
import { amendPolicies, keepBoth } from '../../../../shared/domain/registry/amend.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { Field } from '../../../ui/field.tsx';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { useOfficerNames } from '../queries.ts';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useSubject } from './queries.ts';
import { ValueText } from './value-text.tsx';

type Pick = 'mine' | 'theirs' | 'both';

/** Two versions of some fields side by side; each field is decided, with a reason, in one act. */
export function ConflictDetail({ conflict }: { readonly conflict: Conflict }): ReactNode {
  const { t } = useTranslation('inbox');
  const words = useWords();
  const subject = useSubject(conflict.table, conflict.recordId);
  return (
    <section className="jd-panel jd-inbox-detail" aria-label={t('conflict.label')}>
      <header>
        <h2 className="jd-subtitle">
          {subject ? (
            <Link to={subject.path}>
              <Iso>{words(subject.name)}</Iso>
            </Link>
          ) : (
            t('conflict.notHere')
          )}
        </h2>
      </header>
      <p className="jd-soft">{t('conflict.explained')}</p>
      {conflict.decision ? <Decided conflict={conflict} /> : <Deciding conflict={conflict} />}
    </section>
  );
}

function Deciding({ conflict }: { readonly conflict: Conflict }): ReactNode {
  const { t } = useTranslation('inbox');
  const desk = useDesk();
  const [picks, setPicks] = useState<Readonly<Record<string, Pick>>>({});
  const [reason, setReason] = useState('');
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const open = conflict.fields.filter(({ field }) => picks[field] === undefined).length;
  const lacksReason = cleanText(reason) === '';
  const decide = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (open > 0 || lacksReason) return;
    const fields = conflict.fields.map(({ field, theirs }) => ({
      field,
      choice: picks[field] ?? ('theirs' as const),
      seen: theirs,
      value: null,
    }));
    setOutcome(
      await desk.act(decideConflict, { conflictId: conflict.id, fields, reason: cleanText(reason) }),
    );
  };
  return (
    <form className="jd-form" onSubmit={(event) => void decide(event)}>
      <table className="jd-versions">
        <thead>
          <tr>
            <th scope="col">{t('conflict.field')}</th>
            <th scope="col">
              {t('conflict.before')}
              <div className="jd-soft jd-small">{t('conflict.beforeHint')}</div>
            </th>
            <th scope="col">
              {t('conflict.theirs')}
              <Author author={conflict.fields.find(({ theirsBy }) => theirsBy)?.theirsBy ?? null} />
            </th>
            <th scope="col">
              {t('conflict.mine')}
              <Author author={conflict.mineBy} />
            </th>
          </tr>
        </thead>
        <tbody>
          {conflict.fields.map((field) => (
            <FieldRow
              key={field.field}
              table={conflict.table}
              field={field}
              pick={picks[field.field]}
              onPick={(pick) => setPicks({ ...picks, [field.field]: pick })}
            />
          ))}
        </tbody>
      </table>
      <Field label={t('conflict.reason')} hint={t('conflict.reasonHint')}>
        {(ids) => (
          <Input
            {...ids}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button type="primary" htmlType="submit" disabled={open > 0 || lacksReason}>
          {t('conflict.decide')}
        </Button>
        {open > 0 ? (
          <span className="jd-soft jd-small">{t('conflict.openFields', { count: open })}</span>
        ) : null}
        {open === 0 && lacksReason ? (
          <span className="jd-soft jd-small">{t('conflict.needsReason')}</span>
        ) : null}
      </div>
    </form>
  );
}

interface FieldRowProps {
  readonly table: string;
  readonly field: ConflictField;
  readonly pick: Pick | undefined;
  readonly onPick: (pick: Pick) => void;
}

function FieldRow({ table, field, pick, onPick }: FieldRowProps): ReactNode {
  const { t } = useTranslation('inbox');
  const policy = amendPolicies.get(table)?.fields[field.field];
  const both = policy ? keepBoth(policy, field.mine, field.theirs) : null;
  // i18n-dynamic: inbox:field.*, registers:field.*
  const name = t([`inbox:field.${field.field}`, `registers:field.${field.field}`], {
    defaultValue: field.field,
  });
  return (
    <tr>
      <th scope="row">
        {name}
        {policy?.legal ? <div className="jd-soft jd-small">{t('conflict.legal')}</div> : null}
      </th>
      <td>
        <ValueText field={field.field} value={field.base} />
      </td>
      <td>
        <Choice
          checked={pick === 'theirs'}
          name={`${name}: ${t('conflict.theirs')}`}
          onPick={() => onPick('theirs')}
        >
          <ValueText field={field.field} value={field.theirs} />
        </Choice>
      </td>
      <td>
        <Choice
          checked={pick === 'mine'}
          name={`${name}: ${t('conflict.mine')}`}
          onPick={() => onPick('mine')}
        >
          <ValueText field={field.field} value={field.mine} />
        </Choice>
        {both === null ? null : (
          <Choice
            checked={pick === 'both'}
            name={`${name}: ${t('conflict.both')}`}
            onPick={() => onPick('both')}
          >
            <span className="jd-soft jd-small">{t('conflict.both')}</span>
            <br />
            <ValueText field={field.field} value={both} />
          </Choice>
        )}
      </td>
    </tr>
  );
}

interface ChoiceProps {
  readonly checked: boolean;
  readonly name: string;
  readonly onPick: () => void;
  readonly children: ReactNode;
}

function Choice({ checked, name, onPick, children }: ChoiceProps): ReactNode {
  return (
    <Radio checked={checked} aria-label={name} onChange={onPick} className="jd-version-choice">
      {children}
    </Radio>
  );
}

/** Who wrote a version, when, on which computer. */
export function Author({ author }: { readonly author: VersionAuthor | null }): ReactNode {
  const { t } = useTranslation('inbox');
  const nameOf = useOfficerNames();
  if (!author) return <div className="jd-soft jd-small">{t('conflict.asRegistered')}</div>;
  return (
    <div className="jd-soft jd-small">
      <Iso>{nameOf(author.by)}</Iso>
      <br />
      <Num>{dateTimeText(author.at)}</Num>
      {author.device === '' ? null : (
        <>
          <br />
          <Iso>{author.device}</Iso>
        </>
      )}
    </div>
  );
}

function Decided({ conflict }: { readonly conflict: Conflict }): ReactNode {
  const { t } = useTranslation('inbox');
  const nameOf = useOfficerNames();
  const { decision } = conflict;
  if (!decision) return null;
  return (
    <>
      <p>
        <Iso>{nameOf(decision.by)}</Iso> · <Num>{dateTimeText(decision.at)}</Num>
      </p>
      <p>
        <Iso>{decision.reason}</Iso>
      </p>
      <table className="jd-versions">
        <thead>
          <tr>
            <th scope="col">{t('conflict.field')}</th>
            <th scope="col">{t('conflict.theirs')}</th>
            <th scope="col">{t('conflict.mine')}</th>
            <th scope="col">{t('conflict.kept')}</th>
          </tr>
        </thead>
        <tbody>
          {conflict.fields.map(({ field, mine, theirs }) => (
            <tr key={field}>
              {/* i18n-dynamic: inbox:field.*, registers:field.* */}
              <th scope="row">
                {t([`inbox:field.${field}`, `registers:field.${field}`], { defaultValue: field })}
              </th>
              <td>
                <ValueText field={field} value={theirs} />
              </td>
              <td>
                <ValueText field={field} value={mine} />
              </td>
              <td>
                <strong>
                  <ValueText
                    field={field}
                    value={decision.fields.find((one) => one.field === field)?.value}
                  />
                </strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
