import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer, AnswerVersion } from '../../../../shared/domain/inspections/inspection.ts';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { AnswerText } from './answer-text.tsx';
import { useTools } from './visit-context.tsx';

/** Two officers answered differently without seeing each other: both are shown, the lead officer chooses. */
export function Contested({ answer }: { readonly answer: Answer }): ReactNode {
  const { t } = useTranslation('inspections');
  const words = useWords();
  const { me, lead, officers, canEdit } = useTools();
  const leadName = officers.get(lead)?.name;
  return (
    <section className="jd-contested" aria-label={t('contested.title')}>
      <p>
        <strong>{t('contested.title')}</strong>{' '}
        {me === lead
          ? t('contested.youChoose')
          : t('contested.leadChooses', { name: leadName ? words(leadName) : '' })}
      </p>
      <div className="jd-contested-pair">
        {[answer.current, ...answer.contested].map((version, at) => (
          <Version
            key={version.act}
            itemId={answer.itemId}
            version={version}
            digit={at < 2 ? 8 + at : null}
            canChoose={me === lead && canEdit}
          />
        ))}
      </div>
    </section>
  );
}

interface VersionProps {
  readonly itemId: string;
  readonly version: AnswerVersion;
  /** The key that keeps it; a third one has none. */
  readonly digit: number | null;
  readonly canChoose: boolean;
}

function Version({ itemId, version, digit, canChoose }: VersionProps): ReactNode {
  const { t } = useTranslation('inspections');
  const words = useWords();
  const { officers, answering } = useTools();
  const name = officers.get(version.by)?.name;
  return (
    <div className="jd-contested-one">
      <div className="jd-contested-value">
        <AnswerText value={version.value} />
      </div>
      <div className="jd-soft jd-small">
        <Iso>{name ? words(name) : version.by}</Iso> · <Num>{dateTimeText(version.at)}</Num>
      </div>
      {version.note ? <Iso className="jd-small">{version.note}</Iso> : null}
      {canChoose ? (
        <Button
          size="small"
          className="jd-contested-keep"
          onClick={() => void answering.resolve(itemId, version.act)}
        >
          {t('contested.keep')} {digit ? <kbd className="jd-kbd">{digit}</kbd> : null}
        </Button>
      ) : null}
    </div>
  );
}
