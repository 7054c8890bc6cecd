import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { fileIdOf } from '../../../../shared/domain/quality/opinion-file.ts';
import { drawSample, voidSample } from '../../../../shared/domain/quality/plan-mutations.ts';
import { reviewId } from '../../../../shared/domain/quality/review.ts';
import { filePool, type QualitySample } from '../../../../shared/domain/quality/sample.ts';
import type { Institution } from '../../../../shared/domain/registry/institution.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useBureau } from '../../../platform/bureau-context.tsx';
import { Field } from '../../../ui/field.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { useAct } from '../use-act.ts';

interface SampleCardProps {
  readonly sample: QualitySample;
  readonly institution: Institution | null;
}

/** One draw of files: what was promised, what came out, and what one needs to draw again. */
export function SampleCard({ sample, institution }: SampleCardProps): ReactNode {
  const { t } = useTranslation('quality');
  const words = useWords();
  const numbers = new Map(
    sample.files.map((file) => [fileIdOf(sample.institutionId, file.opinionNo), file.opinionNo]),
  );
  // i18n-dynamic: quality:sampleState.*
  return (
    <section className="jd-card" aria-label={institution ? words(institution.name) : t('sample.title')}>
      <h2>
        <Iso>{institution ? words(institution.name) : sample.institutionId}</Iso>{' '}
        <Tag tone={sample.state === 'committed' ? 'soon' : sample.state === 'drawn' ? 'accent' : 'plain'}>
          {t(`sampleState.${sample.state}`)}
        </Tag>
      </h2>
      <dl className="jd-info">
        <dt>{t('sample.pool')}</dt>
        <dd>{t('sample.poolOf', { files: sample.files.length, count: sample.count })}</dd>
        <dt>{t('sample.poolHash')}</dt>
        <dd>
          <Num className="jd-hash">{sample.poolHash}</Num>
        </dd>
        <dt>{t('sample.commitment')}</dt>
        <dd>
          <Num className="jd-hash">{sample.commit}</Num>
        </dd>
        {sample.seed ? (
          <>
            <dt>{t('sample.seed')}</dt>
            <dd>
              <Num className="jd-hash">{sample.seed}</Num>
            </dd>
            <dt>{t('sample.drawId')}</dt>
            <dd>
              <Num className="jd-hash">{sample.drawId}</Num>
            </dd>
            <dt>{t('sample.witnesses')}</dt>
            <dd>
              {sample.witnesses.map((one) => (
                <Iso key={one.name}>{`${one.name} (${one.unit}) `}</Iso>
              ))}
            </dd>
          </>
        ) : null}
        {sample.events
          .filter((event) => event.kind === 'voided')
          .map((event) => (
            <VoidReason key={event.at} reason={event.reason} />
          ))}
      </dl>
      {sample.picked.length > 0 ? (
        <ol aria-label={t('sample.picked')}>
          {sample.picked.map((id) => (
            <li key={id}>
              {sample.state === 'drawn' ? (
                <Link to={`/inspections/quality/reviews/${reviewId(sample.planId, id)}`}>
                  <Iso>{numbers.get(id)}</Iso>
                </Link>
              ) : (
                <Iso>{numbers.get(id)}</Iso>
              )}
            </li>
          ))}
        </ol>
      ) : null}
      {sample.state === 'committed' ? <DrawForm sample={sample} /> : null}
      {sample.state === 'voided' ? null : <CardActions sample={sample} />}
    </section>
  );
}

function VoidReason({ reason }: { readonly reason: string }): ReactNode {
  const { t } = useTranslation('quality');
  return (
    <>
      <dt>{t('sample.voidedFor')}</dt>
      <dd>
        <Iso>{reason}</Iso>
      </dd>
    </>
  );
}

function DrawForm({ sample }: { readonly sample: QualitySample }): ReactNode {
  const { t } = useTranslation('quality');
  const desk = useDesk();
  const bureau = useBureau();
  const { outcome, isBusy, run } = useAct();
  const [name, setName] = useState('');
  const [unit, setUnit] = useState('');
  const [digits, setDigits] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const lacks =
    cleanText(name) === '' || cleanText(unit) === ''
      ? t('sample.lacksWitness')
      : /^\d{6,12}$/.test(digits)
        ? null
        : t('sample.lacksDigits');
  const draw = async (): Promise<void> => {
    const opened = await bureau.call('draws/open-seed', { drawRecordId: sample.id, digits });
    // i18n-dynamic: quality:seed.*
    setProblem(opened.kind === 'opened' ? null : `seed.${opened.kind}`);
    if (opened.kind !== 'opened') return;
    const saved = await run(drawSample, {
      sampleId: sample.id,
      seed: opened.seed,
      digits,
      witnesses: [{ name: cleanText(name), unit: cleanText(unit) }],
      on: civilDateOf(desk.clock.now()),
    });
    if (saved) await bureau.call('draws/forget-seed', { drawRecordId: sample.id });
  };
  return (
    <div className="jd-form">
      <div className="jd-fields">
        <Field label={t('sample.witness')}>
          {(ids) => (
            <Input {...ids} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t('sample.witnessUnit')}>
          {(ids) => (
            <Input {...ids} maxLength={100} value={unit} onChange={(event) => setUnit(event.target.value)} />
          )}
        </Field>
        <Field label={t('sample.digits')} hint={t('sample.digitsHint')}>
          {(ids) => (
            <Input
              {...ids}
              dir="ltr"
              inputMode="numeric"
              maxLength={12}
              value={digits}
              onChange={(event) => setDigits(event.target.value.replaceAll(/\D/g, ''))}
            />
          )}
        </Field>
      </div>
      {problem ? (
        <p role="alert" className="jd-field-problem">
          {t(problem)}
        </p>
      ) : null}
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button type="primary" loading={isBusy} disabled={lacks !== null} onClick={() => void draw()}>
          {t('sample.draw')}
        </Button>
        {lacks ? <span className="jd-soft jd-small">{lacks}</span> : null}
      </div>
    </div>
  );
}

/** The record of the draw for an outsider's verifier, and the way to void it. */
function CardActions({ sample }: { readonly sample: QualitySample }): ReactNode {
  const { t } = useTranslation('quality');
  const desk = useDesk();
  const bureau = useBureau();
  const { outcome, isBusy, run } = useAct();
  const [reason, setReason] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    const transcript = {
      algorithm: 'jd-draw-1',
      drawId: sample.drawId,
      pool: filePool(sample.institutionId, sample.files).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      poolHash: sample.poolHash,
      commit: sample.commit,
      seed: sample.seed,
      targets: sample.picked,
      witnesses: sample.witnesses,
    };
    await bureau.call('export/save-text', {
      suggestedName: `quality-draw-${sample.id}.json`,
      text: `${JSON.stringify(transcript, null, 2)}\n`,
    });
  };
  return (
    <div className="jd-form">
      <OutcomeNote outcome={outcome} />
      {reason === null ? (
        <div className="jd-form-actions">
          {sample.state === 'drawn' ? (
            <Button onClick={() => void save()}>{t('sample.transcript')}</Button>
          ) : null}
          <Button type="text" onClick={() => setReason('')}>
            {t('sample.void')}
          </Button>
        </div>
      ) : (
        <div className="jd-form-actions">
          <Input
            aria-label={t('sample.voidReason')}
            placeholder={t('sample.voidReason')}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button
            danger
            loading={isBusy}
            disabled={cleanText(reason) === ''}
            title={cleanText(reason) === '' ? t('focus.lacksReason') : undefined}
            onClick={() =>
              void run(voidSample, {
                sampleId: sample.id,
                reason: cleanText(reason),
                on: civilDateOf(desk.clock.now()),
              })
            }
          >
            {t('sample.void')}
          </Button>
          <Button onClick={() => setReason(null)}>{t('cancel')}</Button>
        </div>
      )}
    </div>
  );
}
