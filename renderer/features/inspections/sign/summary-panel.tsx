import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateBody } from '../../../../shared/domain/inspections/template.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { FindingCard } from '../visit/finding-card.tsx';
import { rateText, type VisitSummary } from './summary.ts';

interface SummaryPanelProps {
  readonly template: TemplateBody;
  readonly summary: VisitSummary;
}

/** The figures of a visit, what was found, and what the seal fixes. */
export function SummaryPanel({ template, summary }: SummaryPanelProps): ReactNode {
  const { t } = useTranslation('inspections');
  const words = useWords();
  const figures: readonly (readonly [string, ReactNode])[] = [
    [t('choice.yes'), summary.yes],
    [t('choice.no'), summary.no],
    [t('choice.na'), summary.na],
    [t('summary.rate'), summary.ratePermille === null ? t('summary.noRate') : rateText(summary.ratePermille)],
    [t('summary.findings'), summary.findings.length],
    [t('summary.photos'), summary.photos],
  ];
  return (
    <>
      <dl className="jd-figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Num>{value}</Num>
            </dd>
          </div>
        ))}
      </dl>
      {summary.criticalNo.length > 0 ? (
        <section className="jd-critical" role="note">
          <strong>{t('summary.critical', { count: summary.criticalNo.length })}</strong>
          <ul>
            {summary.criticalNo.map((itemId) => {
              const item = template.items.find((one) => one.id === itemId);
              return (
                <li key={itemId}>
                  <Num className="jd-item-id">{itemId}</Num> {item ? words(item.text) : ''}
                </li>
              );
            })}
          </ul>
        </section>
      ) : null}
      <section className="jd-found">
        <h2>{t('summary.findingsTitle')}</h2>
        {summary.findings.length === 0 ? <p className="jd-soft">{t('summary.noFindings')}</p> : null}
        {summary.findings.map((finding) => (
          <div key={finding.id} className="jd-found-one">
            <Num className="jd-item-id">{finding.itemId}</Num>
            <FindingCard finding={finding} />
          </div>
        ))}
      </section>
      <section className="jd-seal-facts">
        <h2>{t('summary.sealed')}</h2>
        <p className="jd-soft">{t('summary.sealedText')}</p>
        <p>
          {t('summary.hash')}{' '}
          <Iso dir="ltr" className="jd-code jd-hash">
            {summary.hash}
          </Iso>
        </p>
      </section>
    </>
  );
}
