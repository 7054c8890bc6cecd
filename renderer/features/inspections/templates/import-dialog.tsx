import { Button, Modal } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { templateFaults } from '../../../../shared/domain/inspections/template-problems.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import type { SaveFailure } from '../visit/save-failure.ts';
import { FailureText } from '../visit/save-mark.tsx';
import { readTemplateFile, type TemplateFile } from './read-template-file.ts';
import { startDraft } from './start-draft.ts';

/** Brings a checklist from a file as a new draft; what is wrong with the file is said before anything is written. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  const desk = useDesk();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<TemplateFile | null>(null);
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  const read = async (chosen: File | undefined): Promise<void> => {
    if (chosen) setFile(readTemplateFile(new Uint8Array(await chosen.arrayBuffer())));
  };
  const begin = async (): Promise<void> => {
    if (file?.kind !== 'read') return;
    const started = await startDraft(desk, { kind: 'content', content: file.content }, file.templateId);
    if (started.kind === 'started') void navigate(`/inspections/templates/drafts/${started.draftId}`);
    else setFailure(started.failure);
  };
  const faults = file?.kind === 'read' ? templateFaults(file.content).length : 0;
  // i18n-dynamic: templates:import.*
  return (
    <Modal
      open
      title={t('import.title')}
      okText={t('import.begin')}
      cancelText={t('import.cancel')}
      okButtonProps={{ disabled: file?.kind !== 'read' }}
      onOk={() => void begin()}
      onCancel={onClose}
    >
      <div className="jd-form">
        <p>{t('import.text')}</p>
        <Button onClick={() => input.current?.click()}>{t('import.choose')}</Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={t('import.choose')}
          onChange={(event) => void read(event.target.files?.[0])}
        />
        {file?.kind === 'read' ? (
          <p role="status">
            <Iso>{words(file.content.title)}</Iso> · <Num>{file.version}</Num> ·{' '}
            {t('list.items', { count: file.content.items.length })}
            <br />
            <span className="jd-soft">
              {faults === 0 ? t('import.noFaults') : t('import.faults', { count: faults })}
            </span>
          </p>
        ) : file ? (
          <p className="jd-visit-failed" role="alert">
            {t(`import.${file.kind}`, { where: file.where })}
          </p>
        ) : null}
        {failure ? (
          <p className="jd-visit-failed" role="alert">
            <FailureText failure={failure} />
          </p>
        ) : null}
      </div>
    </Modal>
  );
}
