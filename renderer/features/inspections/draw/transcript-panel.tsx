import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { transcriptOf } from '../../../../shared/domain/draw/draw.ts';
import { transcriptHash, transcriptText } from '../../../../shared/domain/draw/transcript.ts';
import { useBureau } from '../../../platform/bureau-context.tsx';
import type { DrawFacts } from './draw-query.ts';
import { HashText } from './hash-text.tsx';
import { PrintSheet } from './print-sheet.tsx';
import { QrCode } from './qr-code.tsx';
import { qrText } from './qr-text.ts';

/** What is given to the public: the file, the page, and the hashes in a QR code. */
export function TranscriptPanel({ facts }: { readonly facts: DrawFacts }): ReactNode {
  const { t } = useTranslation('draw');
  const bureau = useBureau();
  const transcript = useMemo(() => transcriptOf(facts.draw), [facts.draw]);
  const [saved, setSaved] = useState<'saved' | 'notSaved' | null>(null);
  if (transcript === null) return null;
  const save = async (): Promise<void> => {
    const outcome = await bureau.call('export/save-text', {
      suggestedName: `draw-${fileName(transcript.drawId)}.json`,
      text: transcriptText(transcript),
    });
    setSaved(outcome.kind === 'saved' ? 'saved' : outcome.kind === 'cancelled' ? null : 'notSaved');
  };
  const hash = transcriptHash(transcript);
  // i18n-dynamic: draw:transcript.*
  return (
    <section className="jd-panel jd-transcript" aria-label={t('transcript.title')}>
      <div>
        <h2 className="jd-subtitle">{t('transcript.title')}</h2>
        <p className="jd-soft">{t('transcript.text')}</p>
        <dl className="jd-draw-facts">
          <dt>{t('hash.transcript')}</dt>
          <dd>
            <HashText hash={hash} />
          </dd>
          <dt>{t('hash.seed')}</dt>
          <dd>
            <HashText hash={transcript.seed} />
          </dd>
          <dt>{t('hash.commit')}</dt>
          <dd>
            <HashText hash={transcript.commit} />
          </dd>
          <dt>{t('hash.pool')}</dt>
          <dd>
            <HashText hash={transcript.poolHash} />
          </dd>
          <dt>{t('hash.inspectors')}</dt>
          <dd>
            <HashText hash={transcript.inspectorsHash} />
          </dd>
        </dl>
        <div className="jd-draw-line">
          <Button type="primary" icon={<DownloadOutlined aria-hidden />} onClick={() => void save()}>
            {t('transcript.save')}
          </Button>
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            {t('transcript.print')}
          </Button>
          {saved ? <span role="status">{t(`transcript.${saved}`)}</span> : null}
        </div>
      </div>
      <QrCode text={qrText(transcript)} label={t('transcript.qr')} />
      <PrintSheet facts={facts} transcript={transcript} />
    </section>
  );
}

function fileName(drawId: string): string {
  return drawId.replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(0, 60);
}
