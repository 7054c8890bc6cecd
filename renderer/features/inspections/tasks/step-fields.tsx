import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepData } from '../../../../shared/domain/planning/step-data.ts';
import type { Missing } from '../../../../shared/domain/planning/task-steps.ts';
import {
  FAILED_VISITS,
  lastEvent,
  RESULT_KINDS,
  SERVED_HOW,
} from '../../../../shared/domain/planning/task.ts';
import type { OfficerId } from '../../../../shared/lib/ids.ts';
import { useWords } from '../../../ui/words.ts';
import { DayInput } from '../day-field.tsx';
import { fieldId } from './field-id.ts';
import { linkable } from './step-defaults.ts';
import type { TaskView } from './tasks-query.ts';

interface StepFieldsProps {
  readonly data: StepData;
  readonly view: TaskView;
  readonly missing: readonly Missing[];
  readonly onChange: (data: StepData) => void;
}

/** The form of a step. Which fields there are follows from its data; every step has its day. */
export function StepFields({ data, view, missing, onChange }: StepFieldsProps): ReactNode {
  const { t } = useTranslation('tasks');
  const set = (change: object): void => onChange({ ...data, ...change } as StepData);
  // i18n-dynamic: tasks:field.*, tasks:result.*
  const day = (
    <Row name="on">{(id) => <DayInput id={id} value={data.on} onChange={(on) => set({ on })} />}</Row>
  );
  const line = (name: string, value: string): ReactNode => (
    <Row name={name}>
      {(id) => (
        <Input
          id={id}
          maxLength={300}
          value={value}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Row>
  );
  const area = (name: string, value: string, rows = 3): ReactNode => (
    <Row name={name}>
      {(id) => (
        <Input.TextArea
          id={id}
          rows={rows}
          maxLength={2000}
          value={value}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Row>
  );
  const check = (name: string, value: boolean, change: (on: boolean) => object): ReactNode => (
    <div className="jd-step-row jd-step-check">
      <Checkbox id={fieldId(name)} checked={value} onChange={(event) => set(change(event.target.checked))}>
        {t(`field.${name}`)}
      </Checkbox>
    </div>
  );
  switch (data.step) {
    case 'approve':
      return (
        <>
          {day}
          {check('unannounced', data.unannounced, (unannounced) => ({ unannounced }))}
          {area('note', data.note, 2)}
        </>
      );
    case 'notify':
      return (
        <>
          {day}
          <Row name="visitOn">
            {(id) => <DayInput id={id} value={data.visitOn} onChange={(visitOn) => set({ visitOn })} />}
          </Row>
          {area('content', data.content, 4)}
          {lastEvent(view.task, 'approved')?.unannounced
            ? check('unannounced', data.unannounced, (unannounced) => ({ unannounced }))
            : null}
          {data.unannounced ? null : (
            <>
              {area('papers', data.papers, 3)}
              <Served data={data} onChange={set} />
              {check('rightsTold', data.rightsTold, (rightsTold) => ({ rightsTold }))}
            </>
          )}
        </>
      );
    case 'start-visit':
      return (
        <Row name="visitId">
          {(id) => (
            <Select
              id={id}
              value={data.visitId}
              options={linkable(view).map((visit) => ({ value: visit.id, label: visit.startedOn }))}
              onChange={(visitId) => set({ visitId })}
            />
          )}
        </Row>
      );
    case 'record-failed-visit':
      return (
        <>
          {day}
          <Row name="result">
            {(id) => (
              <Select
                id={id}
                value={data.result}
                options={FAILED_VISITS.map((one) => ({ value: one, label: t(`result.${one}`) }))}
                onChange={(result) => set({ result })}
              />
            )}
          </Row>
          {area('text', data.text)}
          {line('witness', data.witness)}
        </>
      );
    case 'sign':
    case 'rectify':
      return day;
    case 'conclude':
      return (
        <>
          {day}
          <Row name="result">
            {(id) => (
              <Select
                id={id}
                value={data.result}
                placeholder={t('field.choose')}
                options={RESULT_KINDS.map((one) => ({ value: one, label: t(`result.${one}`) }))}
                onChange={(result) => set({ result })}
              />
            )}
          </Row>
          {area('text', data.text, 4)}
          {data.result === 'moved' ? line('movedTo', data.movedTo) : null}
        </>
      );
    case 'feed-back':
      return (
        <>
          {day}
          <Served data={data} onChange={set} />
          {line('proof', data.proof)}
        </>
      );
    case 'publish':
      return (
        <>
          {day}
          {line('where', data.where)}
          {line('link', data.link)}
          {area('text', data.text, 6)}
          <PersonalMarks text={data.text} missing={missing} />
        </>
      );
    case 'recheck':
      return (
        <>
          {day}
          {area('text', data.text)}
        </>
      );
    case 'close-archive':
      return (
        <>
          {day}
          <Files files={data.files} onChange={(files) => set({ files })} />
          {line('place', data.place)}
        </>
      );
    case 'replace-officers':
      return (
        <>
          {day}
          <Pair officers={data.officers} view={view} onChange={(officers) => set({ officers })} />
          {area('reason', data.reason)}
        </>
      );
    case 'correct':
      return (
        <>
          {day}
          <Row name="corrects">
            {(id) => (
              <Select
                id={id}
                value={data.corrects}
                // i18n-dynamic: tasks:event.*
                options={view.task.events.map((event, at) => ({
                  value: at,
                  label: `${at + 1}. ${t(`event.${event.kind}`)} · ${event.on}`,
                }))}
                onChange={(corrects) => set({ corrects })}
              />
            )}
          </Row>
          {area('text', data.text)}
        </>
      );
    case 'void':
      return (
        <>
          {day}
          {area('reason', data.reason)}
        </>
      );
  }
}

interface RowProps {
  readonly name: string;
  readonly children: (id: string) => ReactNode;
}

function Row({ name, children }: RowProps): ReactNode {
  const { t } = useTranslation('tasks');
  const id = fieldId(name);
  // i18n-dynamic: tasks:field.*
  return (
    <div className="jd-step-row">
      <label htmlFor={id}>{t(`field.${name}`)}</label>
      {children(id)}
    </div>
  );
}

interface ServedProps {
  readonly data: Extract<StepData, { servedTo: string }>;
  readonly onChange: (change: object) => void;
}

function Served({ data, onChange }: ServedProps): ReactNode {
  const { t } = useTranslation('tasks');
  // i18n-dynamic: tasks:served.*
  return (
    <Row name="servedHow">
      {(id) => (
        <div className="jd-step-pair">
          <Select
            id={id}
            value={data.servedHow}
            placeholder={t('field.choose')}
            options={SERVED_HOW.map((one) => ({ value: one, label: t(`served.${one}`) }))}
            onChange={(servedHow) => onChange({ servedHow })}
          />
          <Input
            aria-label={t('field.servedTo')}
            placeholder={t('field.servedTo')}
            maxLength={100}
            value={data.servedTo}
            onChange={(event) => onChange({ servedTo: event.target.value })}
          />
        </div>
      )}
    </Row>
  );
}

interface FilesProps {
  readonly files: readonly { readonly title: string; readonly pages: number }[];
  readonly onChange: (files: readonly { readonly title: string; readonly pages: number }[]) => void;
}

function Files({ files, onChange }: FilesProps): ReactNode {
  const { t } = useTranslation('tasks');
  const change = (at: number, next: object): void =>
    onChange(files.map((file, index) => (index === at ? { ...file, ...next } : file)));
  return (
    <Row name="files">
      {(id) => (
        <div id={id} className="jd-step-files">
          {files.map((file, at) => (
            // A line of the list has no id of its own: its number on the cover is its place.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={at} className="jd-step-file">
              <Input
                aria-label={t('field.fileTitle', { number: at + 1 })}
                maxLength={200}
                value={file.title}
                onChange={(event) => change(at, { title: event.target.value })}
              />
              <InputNumber
                aria-label={t('field.pages')}
                min={1}
                max={5000}
                precision={0}
                value={file.pages}
                onChange={(pages) => pages && change(at, { pages })}
              />
              <Button type="text" onClick={() => onChange(files.filter((_file, index) => index !== at))}>
                {t('field.dropFile')}
              </Button>
            </div>
          ))}
          <Button onClick={() => onChange([...files, { title: '', pages: 1 }])}>{t('field.addFile')}</Button>
        </div>
      )}
    </Row>
  );
}

interface PairProps {
  readonly officers: readonly [OfficerId, OfficerId];
  readonly view: TaskView;
  readonly onChange: (officers: [OfficerId, OfficerId]) => void;
}

function Pair({ officers, view, onChange }: PairProps): ReactNode {
  const { t } = useTranslation('tasks');
  const words = useWords();
  const options = view.facts.inspectors.map(({ id, name }) => ({ value: id as string, label: words(name) }));
  return (
    <Row name="officers">
      {(id) => (
        <div className="jd-step-pair">
          {([0, 1] as const).map((at) => (
            <Select
              key={at}
              {...(at === 0 ? { id } : {})}
              aria-label={t(at === 0 ? 'field.lead' : 'field.second')}
              value={officers[at] as string}
              options={options}
              onChange={(chosen) =>
                onChange(at === 0 ? [chosen as OfficerId, officers[1]] : [officers[0], chosen as OfficerId])
              }
            />
          ))}
        </div>
      )}
    </Row>
  );
}

/** The text with every place marked that must not be published. */
function PersonalMarks({
  text,
  missing,
}: {
  readonly text: string;
  readonly missing: readonly Missing[];
}): ReactNode {
  const { t } = useTranslation('tasks');
  const places = missing.flatMap((one) =>
    one.kind === 'personal-data' && one.from !== undefined && one.to !== undefined
      ? [{ from: one.from, to: one.to }]
      : [],
  );
  if (places.length === 0) return null;
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { from, to } of places) {
    if (from < at) continue;
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  parts.push(text.slice(at));
  return (
    <div className="jd-step-marks" role="status">
      <span className="jd-soft jd-small">{t('task.marked')}</span>
      <p dir="auto">{parts}</p>
    </div>
  );
}
