import { Button, Input, InputNumber, Select } from 'antd';
import { useMemo, useState, type ChangeEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { commitSample } from '../../../../shared/domain/quality/plan-mutations.ts';
import { filePoolHash, MAX_FILES } from '../../../../shared/domain/quality/sample.ts';
import { appraiserKind } from '../../../../shared/domain/registry/appraiser.ts';
import { CATEGORIES, type Category } from '../../../../shared/domain/registry/institution.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import { decodeText } from '../../../data/decode-text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { useBureau } from '../../../platform/bureau-context.tsx';
import { Field } from '../../../ui/field.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useWords } from '../../../ui/words.ts';
import { useAct } from '../use-act.ts';
import { readOpinionList } from './opinion-list.ts';
import type { SampleFacts } from './quality-query.ts';

const SHOWN_PROBLEMS = 8;

/** The list of an institution, checked row by row before anything is written, then fixed together with the hash of a seed. */
export function CommitForm({ facts }: { readonly facts: SampleFacts }): ReactNode {
  const { t, i18n } = useTranslation(['quality', 'registry']);
  const desk = useDesk();
  const bureau = useBureau();
  const words = useWords();
  const { outcome, isBusy, run } = useAct();
  const [institutionId, setInstitution] = useState<RecordId | null>(null);
  const [text, setText] = useState('');
  const [count, setCount] = useState(facts.plan.rules.perInstitution);
  const [noSeed, setNoSeed] = useState(false);
  const appraisers = useLive(
    async () => (institutionId ? desk.records.list(appraiserKind, 'institutionId', institutionId) : []),
    [institutionId],
  );
  const read = useMemo(() => {
    const categories = new Map<string, Category>();
    for (const category of CATEGORIES) {
      categories.set(category, category);
      for (const lng of ['zh-CN', 'ug-CN'])
        for (const group of ['category', 'categoryShort'])
          // i18n-dynamic: registry:category.*, registry:categoryShort.*
          categories.set(i18n.t(`registry:${group}.${category}`, { lng }).toLowerCase(), category);
    }
    const known = appraisers.state === 'ready' ? appraisers.value : [];
    return readOpinionList(text, {
      plan: facts.plan,
      categories,
      appraisers: new Map(known.map((one) => [one.certificateNo, one.id])),
    });
  }, [text, facts.plan, appraisers, i18n]);
  const lacks = !institutionId
    ? t('focus.lacksInstitution')
    : read.files.length === 0
      ? t('sample.lacksList')
      : read.files.length > MAX_FILES
        ? t('sample.tooMany', { max: MAX_FILES })
        : read.problems.length > 0
          ? t('sample.lacksRepair', { count: read.problems.length })
          : count > read.files.length
            ? t('sample.tooFew', { count: read.files.length })
            : null;
  const take = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    if (file) setText(decodeText(new Uint8Array(await file.arrayBuffer())).text);
    event.target.value = '';
  };
  const commit = async (): Promise<void> => {
    if (!institutionId) return;
    const sampleId = newUlid(desk.clock, desk.random) as RecordId;
    const made = await bureau.call('draws/make-seed', { drawRecordId: sampleId });
    setNoSeed(made.kind !== 'made');
    if (made.kind !== 'made') return;
    const saved = await run(commitSample, {
      sampleId,
      planId: facts.plan.id,
      institutionId,
      files: [...read.files],
      count,
      poolHash: filePoolHash(institutionId, read.files),
      commit: made.commit,
      on: civilDateOf(desk.clock.now()),
    });
    if (saved) setText('');
  };
  return (
    <section className="jd-card jd-form" aria-label={t('sample.list')}>
      <h2>{t('sample.list')}</h2>
      <div className="jd-fields">
        <Field label={t('column.institution')}>
          {({ id }) => (
            <Select
              id={id}
              className="jd-wide"
              showSearch={{ optionFilterProp: 'label' }}
              value={institutionId}
              onChange={setInstitution}
              options={facts.institutions.map((one) => ({
                value: one.id,
                label: facts.hasReview.has(one.id)
                  ? t('sample.hasFiles', { name: words(one.name) })
                  : words(one.name),
              }))}
            />
          )}
        </Field>
        <Field label={t('sample.count')}>
          {(ids) => (
            <InputNumber
              {...ids}
              className="jd-wide"
              min={1}
              max={50}
              precision={0}
              value={count}
              onChange={(value) => setCount(value ?? count)}
            />
          )}
        </Field>
        <Field label={t('sample.file')} hint={t('sample.fileHint')}>
          {(ids) => (
            <input {...ids} type="file" accept=".csv,.txt,.tsv" onChange={(event) => void take(event)} />
          )}
        </Field>
      </div>
      <Field
        label={t('sample.paste')}
        hint={t('sample.pasteHint', { from: facts.plan.from, to: facts.plan.to })}
      >
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={6}
            dir="auto"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {text === '' ? null : (
        <p role="status">{t('sample.read', { good: read.files.length, bad: read.problems.length })}</p>
      )}
      {read.problems.length > 0 ? (
        <ul className="jd-history" aria-label={t('sample.problems')}>
          {read.problems.slice(0, SHOWN_PROBLEMS).map((problem) => (
            <li key={problem.row}>
              <span>{t('sample.row', { row: problem.row })}</span>
              <span>
                {/* i18n-dynamic: quality:list.* */}
                {t(`list.${problem.kind}`)} <Iso className="jd-soft">{problem.text}</Iso>
              </span>
            </li>
          ))}
          {read.problems.length > SHOWN_PROBLEMS ? (
            <li>
              <Num>+{read.problems.length - SHOWN_PROBLEMS}</Num>
            </li>
          ) : null}
        </ul>
      ) : null}
      {noSeed ? (
        <p role="alert" className="jd-field-problem">
          {t('sample.noSeed')}
        </p>
      ) : null}
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button type="primary" loading={isBusy} disabled={lacks !== null} onClick={() => void commit()}>
          {t('sample.commit')}
        </Button>
        <span className="jd-soft jd-small">{lacks ?? t('sample.commitHint')}</span>
      </div>
    </section>
  );
}
