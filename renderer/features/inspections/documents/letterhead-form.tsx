import { Button, Input, Skeleton } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Letterhead, LETTERHEAD_KEY } from '../../../../shared/domain/documents/letterhead.ts';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import { setBureauSetting } from '../../../../shared/domain/org/mutations.ts';
import { Role } from '../../../../shared/domain/org/officer.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { useLive } from '../../../data/use-live.ts';
import { houseLetterhead, letterheadOf } from '../../../papers/letterhead.ts';
import { useSession } from '../../../platform/session-context.tsx';
import { Field } from '../../../ui/field.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';

/** The bureau's name on papers, the first letters of its numbers, the words where the seal goes. */
export function LetterheadForm(): ReactNode {
  const { t } = useTranslation('documents');
  const desk = useDesk();
  const current = useLive(() => letterheadOf(desk.records, desk.prefectureCode), []);
  return (
    <section className="jd-papers-section" aria-label={t('letterhead.title')}>
      <h2 className="jd-subtitle">{t('letterhead.title')}</h2>
      <p className="jd-soft">{t('letterhead.text')}</p>
      {current.state === 'ready' ? (
        <Fields key={JSON.stringify(current.value)} current={current.value} />
      ) : (
        <Skeleton active paragraph={{ rows: 3 }} />
      )}
    </section>
  );
}

const FIELDS = [
  ['bureau', 'zh'],
  ['bureau', 'ug'],
  ['seal', 'zh'],
  ['seal', 'ug'],
] as const;

function Fields({ current }: { readonly current: Letterhead }): ReactNode {
  const { t } = useTranslation('documents');
  const desk = useDesk();
  const { officer } = useSession();
  const [draft, setDraft] = useState(current);
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const mayChange = holdsRight(
    officer.roles.flatMap((role) => Role.safeParse(role).data ?? []),
    'keep-register',
  );
  const isChanged = JSON.stringify(draft) !== JSON.stringify(current);
  const fits = Letterhead.safeParse(draft).success;
  const put = async (value: Letterhead | null): Promise<void> =>
    setOutcome(
      await desk.act(setBureauSetting, { prefectureCode: desk.prefectureCode, key: LETTERHEAD_KEY, value }),
    );
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (isChanged && fits && mayChange) void put(draft);
  };
  // i18n-dynamic: documents:letterhead.*, documents:side.*
  return (
    <form className="jd-panel jd-letterhead" onSubmit={save}>
      {FIELDS.map(([name, side]) => (
        <Field key={name + side} label={`${t(`letterhead.${name}`)}（${t(`side.${side}`)}）`}>
          {(ids) => (
            <Input
              {...ids}
              dir={side === 'ug' ? 'rtl' : 'ltr'}
              disabled={!mayChange}
              value={draft[name][side]}
              onChange={(event) =>
                setDraft({ ...draft, [name]: { ...draft[name], [side]: event.target.value } })
              }
            />
          )}
        </Field>
      ))}
      <Field label={t('letterhead.mark')} hint={t('letterhead.markHint', { mark: draft.mark })}>
        {(ids) => (
          <Input
            {...ids}
            disabled={!mayChange}
            value={draft.mark}
            onChange={(event) => setDraft({ ...draft, mark: event.target.value })}
            onBlur={() => setDraft({ ...draft, mark: cleanText(draft.mark) })}
          />
        )}
      </Field>
      <div className="jd-letterhead-end">
        <Button
          htmlType="submit"
          disabled={!mayChange || !isChanged || !fits}
          title={mayChange ? undefined : t('letterhead.noRight')}
        >
          {t('letterhead.save')}
        </Button>
        <Button disabled={!mayChange} onClick={() => void put(null)}>
          {t('letterhead.house', { name: houseLetterhead(desk.prefectureCode).mark })}
        </Button>
        <OutcomeNote outcome={outcome} />
      </div>
    </form>
  );
}
