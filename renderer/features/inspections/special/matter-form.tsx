import { Button, Input, InputNumber } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isCountFit, MATTER_COUNTS } from '../../../../shared/domain/special/matter-check.ts';
import { saveMatterCheck } from '../../../../shared/domain/special/mutations.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { Field } from '../../../ui/field.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useAct } from '../use-act.ts';
import type { CampaignFacts } from './special-query.ts';

interface MatterFormProps {
  readonly facts: CampaignFacts;
  readonly institutionId: RecordId;
  readonly kind: 'entrustment' | 'insurance';
}

/** How many files of the sample show what. Counts only: agents are numbered, cases are not named. */
export function MatterForm({ facts, institutionId, kind }: MatterFormProps): ReactNode {
  const { t } = useTranslation('special');
  const desk = useDesk();
  const { outcome, isBusy, run } = useAct();
  const before =
    facts.matterChecks.find((check) => check.institutionId === institutionId && check.kind === kind) ?? null;
  const [sampled, setSampled] = useState(before?.sampled ?? 1);
  const [counts, setCounts] = useState<Readonly<Record<string, number>>>(before?.counts ?? {});
  const [clusters, setClusters] = useState(before?.clusters ?? []);
  const [note, setNote] = useState(before?.note ?? '');
  const [newId] = useState(() => newUlid(desk.clock, desk.random) as RecordId);
  const lacks =
    facts.campaign.state === 'closed'
      ? t('state.closed')
      : isCountFit({ kind, sampled, counts, clusters })
        ? null
        : t('matter.tooMany');
  const save = async (): Promise<void> => {
    const on = civilDateOf(desk.clock.now());
    const check = {
      id: before?.id ?? newId,
      prefectureCode: facts.campaign.prefectureCode,
      institutionId,
      campaignId: facts.campaign.id,
      taskId: before?.taskId ?? null,
      kind,
      on: before?.on ?? on,
      sampled,
      counts: { ...counts },
      clusters: [...clusters],
      note: cleanText(note),
    };
    await run(saveMatterCheck, { check, seen: before?.events.length ?? 0, on });
  };
  return (
    <section className="jd-card jd-form" aria-label={t('matter.title')}>
      <p className="jd-soft">{t('matter.note')}</p>
      <div className="jd-fields">
        <Field label={t('matter.sampled')}>
          {(ids) => (
            <InputNumber
              {...ids}
              className="jd-wide"
              min={1}
              max={100_000}
              precision={0}
              value={sampled}
              onChange={(value) => setSampled(value ?? 1)}
            />
          )}
        </Field>
        {MATTER_COUNTS[kind].map((name) => (
          // i18n-dynamic: special:count.*
          <Field
            key={name}
            label={t(`count.${name}`)}
            problem={(counts[name] ?? 0) > sampled ? t('matter.aboveSample') : undefined}
          >
            {(ids) => (
              <InputNumber
                {...ids}
                className="jd-wide"
                min={0}
                max={100_000}
                precision={0}
                value={counts[name] ?? 0}
                onChange={(value) => setCounts({ ...counts, [name]: value ?? 0 })}
              />
            )}
          </Field>
        ))}
      </div>
      <strong>{t('matter.clusters')}</strong>
      {clusters.map((cluster) => (
        <div key={cluster.agent} className="jd-form-actions">
          <span>{t('matter.agent', { number: cluster.agent })}</span>
          <InputNumber
            aria-label={t('matter.agent', { number: cluster.agent })}
            min={2}
            max={100_000}
            precision={0}
            value={cluster.files}
            onChange={(value) =>
              setClusters(
                clusters.map((one) => (one.agent === cluster.agent ? { ...one, files: value ?? 2 } : one)),
              )
            }
          />
          <Button
            type="link"
            size="small"
            onClick={() => setClusters(clusters.filter((one) => one.agent !== cluster.agent))}
          >
            {t('fee.remove')}
          </Button>
        </div>
      ))}
      <div className="jd-form-actions">
        <Button
          onClick={() =>
            setClusters([
              ...clusters,
              { agent: Math.max(0, ...clusters.map((one) => one.agent)) + 1, files: 2 },
            ])
          }
        >
          {t('matter.addCluster')}
        </Button>
      </div>
      <Field label={t('matter.remark')} hint={t('fee.noNames')}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={3}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button
          type="primary"
          loading={isBusy}
          disabled={lacks !== null}
          title={lacks ?? undefined}
          onClick={() => void save()}
        >
          {t('save')}
        </Button>
        {outcome?.kind === 'saved' ? <span role="status">{t('saved')}</span> : null}
        {lacks ? <span className="jd-soft jd-small">{lacks}</span> : null}
      </div>
    </section>
  );
}
