import { Button, Input, Modal, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, bodyText } from '../../../../../shared/domain/inspections/template-content.ts';
import { publishBureauTemplate } from '../../../../../shared/domain/inspections/template-mutations.ts';
import {
  isVersion,
  latestVersion,
  laterVersion,
  nextVersion,
} from '../../../../../shared/domain/inspections/template-version.ts';
import type { TemplateBody } from '../../../../../shared/domain/inspections/template.ts';
import { holdsRight } from '../../../../../shared/domain/org/authority.ts';
import { Role } from '../../../../../shared/domain/org/officer.ts';
import { useDesk } from '../../../../data/desk-context.tsx';
import { useBureau } from '../../../../platform/bureau-context.tsx';
import { useSession } from '../../../../platform/session-context.tsx';
import { Field } from '../../../../ui/field.tsx';
import { failureOf, type SaveFailure } from '../../visit/save-failure.ts';
import { FailureText } from '../../visit/save-mark.tsx';
import { CompareView } from '../compare-view.tsx';
import { versionOf, type TemplatesView } from '../templates-query.ts';
import { useEditor } from './editor-context.tsx';

interface PublishDialogProps {
  readonly view: TemplatesView;
  readonly onClose: () => void;
  readonly onPublished: () => void;
}

/** A version for the prefecture, by its section head; or a file for the region's `publish template`. */
export function PublishDialog({ view, onClose, onPublished }: PublishDialogProps): ReactNode {
  const { t } = useTranslation('templates');
  const desk = useDesk();
  const bureau = useBureau();
  const { officer } = useSession();
  const { editor, faults } = useEditor();
  const { draft, content } = editor;
  const mayPublish = holdsRight(
    officer.roles.flatMap((role) => Role.safeParse(role).data ?? []),
    'publish-templates',
  );
  const [road, setRoad] = useState<'bureau' | 'file'>(mayPublish ? 'bureau' : 'file');
  const templateId = road === 'bureau' ? draft.templateId : draft.templateId.replace(/^\d{6}-/, '');
  const latest = latestVersion(
    view.lines.find((line) => line.templateId === templateId)?.versions.map((one) => one.template.version) ??
      [],
  );
  const [typed, setTyped] = useState<string | null>(null);
  const version = typed ?? (latest === null ? '1.0.0' : nextVersion(latest, 'items'));
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  const [fileSaved, setFileSaved] = useState<'saved' | 'not-saved' | null>(null);
  const [isBusy, setBusy] = useState(false);
  const basis = draft.basedOn ? (versionOf(view, draft.basedOn)?.body ?? null) : null;
  const body = bodyOf(content, { templateId, version });
  const problem = !isVersion(version)
    ? t('publish.versionForm')
    : latest !== null && !laterVersion(version, latest)
      ? t('publish.versionLater', { latest })
      : null;
  const lacks =
    faults.length > 0
      ? t('problems.count', { count: faults.length })
      : draft.clashes.length > 0
        ? t('list.clashes', { count: draft.clashes.length })
        : null;

  const publish = async (): Promise<void> => {
    setBusy(true);
    const args = { draftId: draft.id, templateId, version, body: bodyText(body) };
    const outcome = await desk.act(publishBureauTemplate, args);
    setBusy(false);
    setFailure(failureOf(outcome));
    if (outcome.kind === 'saved') onPublished();
  };
  const saveFile = async (): Promise<void> => {
    const text = `${JSON.stringify(body, null, 2)}\n`;
    const saved = await bureau.call('export/save-text', {
      suggestedName: `${templateId}-${version}.json`,
      text,
    });
    setFileSaved(saved.kind === 'saved' ? 'saved' : saved.kind === 'cancelled' ? null : 'not-saved');
  };
  return (
    <Modal
      open
      width={880}
      title={t('publish.title')}
      onCancel={onClose}
      footer={
        <div className="jd-publish-foot">
          <span className="jd-soft">{lacks ?? problem ?? (mayPublish ? null : t('publish.headOnly'))}</span>
          <Button onClick={onClose}>{t('import.cancel')}</Button>
          {road === 'bureau' ? (
            <Button
              type="primary"
              loading={isBusy}
              disabled={!mayPublish || lacks !== null || problem !== null}
              onClick={() => void publish()}
            >
              {t('publish.go', { version })}
            </Button>
          ) : (
            <Button
              type="primary"
              disabled={lacks !== null || !isVersion(version)}
              onClick={() => void saveFile()}
            >
              {t('publish.saveFile')}
            </Button>
          )}
        </div>
      }
    >
      <div className="jd-form">
        <Radio.Group value={road} onChange={(event) => setRoad(event.target.value as typeof road)}>
          <Radio value="bureau">{t('publish.forBureau')}</Radio>
          <Radio value="file">{t('publish.forRegion')}</Radio>
        </Radio.Group>
        <p className="jd-soft">{t(road === 'bureau' ? 'publish.bureauText' : 'publish.regionText')}</p>
        <Field label={t('publish.version')} hint={t('publish.versionHint')} problem={problem ?? undefined}>
          {(ids) => (
            <Input
              {...ids}
              dir="ltr"
              className="jd-publish-version"
              value={version}
              onChange={(event) => setTyped(event.target.value.trim())}
            />
          )}
        </Field>
        {fileSaved ? (
          <p role="status">{t(fileSaved === 'saved' ? 'publish.fileSaved' : 'publish.fileNotSaved')}</p>
        ) : null}
        {failure ? (
          <p className="jd-visit-failed" role="alert">
            <FailureText failure={failure} />
          </p>
        ) : null}
        {basis ? <Changes before={basis} after={body} /> : null}
      </div>
    </Modal>
  );
}

function Changes({
  before,
  after,
}: {
  readonly before: TemplateBody;
  readonly after: TemplateBody;
}): ReactNode {
  const { t } = useTranslation('templates');
  return (
    <section className="jd-publish-changes" aria-label={t('publish.changes')}>
      <h3 className="jd-subtitle">{t('publish.changes')}</h3>
      <CompareView
        before={before}
        after={{ ...after, items: after.items.filter((item) => item.sectionId !== '0') }}
      />
    </section>
  );
}
