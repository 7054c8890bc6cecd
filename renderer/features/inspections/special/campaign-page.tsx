import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { feeTotals, yuanText } from '../../../../shared/domain/special/fee-arithmetic.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { ClosingPanel } from './closing-panel.tsx';
import { loadCampaign, type CampaignFacts } from './special-query.ts';
import '../rows.css';

/** One special inspection: what it covers, what was found at whom, and its report. */
export function CampaignPage(): ReactNode {
  const { t } = useTranslation('special');
  const words = useWords();
  const desk = useDesk();
  const id = useParams()['campaignId'] as RecordId;
  const facts = useLive(() => loadCampaign(desk, id), [id]);
  const back = <Link to="/inspections/special">{t('back')}</Link>;
  if (facts.state === 'loading' || facts.value === null)
    return (
      <InspectionsPage title={t('title')} actions={back}>
        {facts.state === 'loading' ? (
          <Skeleton active paragraph={{ rows: 8 }} />
        ) : (
          <div className="jd-panel">
            <EmptyNote title={t('notHere')} text={t('notHereText')} action={back} />
          </div>
        )}
      </InspectionsPage>
    );
  const { campaign } = facts.value;
  // i18n-dynamic: special:kind.*, special:state.*
  return (
    <InspectionsPage
      title={<Iso>{words(campaign.name)}</Iso>}
      note={<Tag tone={campaign.state === 'open' ? 'accent' : 'plain'}>{t(`state.${campaign.state}`)}</Tag>}
      actions={back}
    >
      <div className="jd-two">
        <div className="jd-stack">
          <InstitutionTable facts={facts.value} />
          <ClosingPanel facts={facts.value} />
        </div>
        <div className="jd-stack">
          <section className="jd-card" aria-label={t('facts')}>
            <h2>{t('facts')}</h2>
            <dl className="jd-info">
              <dt>{t('column.kind')}</dt>
              <dd>{t(`kind.${campaign.kind}`)}</dd>
              <dt>{t('column.order')}</dt>
              <dd>
                <Iso>{campaign.order}</Iso>
              </dd>
              <dt>{t('column.period')}</dt>
              <dd>
                <Num>
                  {campaign.from} – {campaign.to}
                </Num>
              </dd>
              {campaign.partners.length > 0 ? (
                <>
                  <dt>{t('partners')}</dt>
                  <dd>
                    {campaign.partners.map((one) => (
                      <Iso key={one}>{`${one} `}</Iso>
                    ))}
                  </dd>
                </>
              ) : null}
            </dl>
            <p className="jd-lines">
              <Iso>{campaign.scope}</Iso>
            </p>
            <p className="jd-lines">
              <Iso>{campaign.tasks}</Iso>
            </p>
          </section>
          <ReportFigures facts={facts.value} />
        </div>
      </div>
    </InspectionsPage>
  );
}

function InstitutionTable({ facts }: { readonly facts: CampaignFacts }): ReactNode {
  const { t } = useTranslation('special');
  const words = useWords();
  const { campaign, institutions, feeChecks, matterChecks } = facts;
  return (
    <section
      className="jd-panel jd-rows-scroll"
      aria-label={t('column.institutions')}
      id="special-institutions"
    >
      <table className="jd-rows">
        <thead>
          <tr>
            {(['institution', 'fees', 'entrustment', 'insurance'] as const).map((column) => (
              // i18n-dynamic: special:column.*
              <th key={column} scope="col">
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {institutions.map((institution) => {
            const fee = feeChecks.find((check) => check.institutionId === institution.id);
            const base = `/inspections/special/${campaign.id}`;
            return (
              <tr key={institution.id}>
                <td>
                  <Iso>{words(institution.name)}</Iso>
                </td>
                <td>
                  <Link to={`${base}/fees/${institution.id}`}>
                    {fee ? (
                      <Num>{yuanText(feeTotals(fee.lines).overFen)}</Num>
                    ) : campaign.state === 'open' ? (
                      t('begin')
                    ) : (
                      '–'
                    )}
                  </Link>
                </td>
                {(['entrustment', 'insurance'] as const).map((kind) => {
                  const check = matterChecks.find(
                    (one) => one.institutionId === institution.id && one.kind === kind,
                  );
                  return (
                    <td key={kind}>
                      <Link to={`${base}/${kind}/${institution.id}`}>
                        {check
                          ? t('files', { count: check.sampled })
                          : campaign.state === 'open'
                            ? t('begin')
                            : '–'}
                      </Link>
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** Computed from the records each time; nobody adds up by hand. */
function ReportFigures({ facts }: { readonly facts: CampaignFacts }): ReactNode {
  const { t } = useTranslation('special');
  const { report } = facts;
  const rows: readonly (readonly [string, string])[] = [
    ['inspected', `${report.inspected.length}/${report.inScope}`],
    ['charged', yuanText(report.fees.chargedFen)],
    ['over', yuanText(report.fees.overFen)],
    ['refunded', yuanText(report.fees.refundedFen)],
    ['outstanding', yuanText(report.fees.outstandingFen)],
    ['overCharged', String(report.fees.overCharged)],
    ['split', String(report.fees.split)],
    ['withoutReceipt', String(report.fees.withoutReceipt)],
    ['notDisplayed', String(report.fees.notDisplayed)],
    ['sampledFiles', String(report.sampledFiles)],
    ['clusters', String(report.clusters)],
    ['moved', String(report.moved)],
    ['rectifications', `${report.rectifications.done}/${report.rectifications.ordered}`],
  ];
  return (
    <section className="jd-card" aria-label={t('report.title')}>
      <h2>{t('report.title')}</h2>
      <dl className="jd-info">
        {rows.map(([name, value]) => (
          <div key={name} className="jd-info-row">
            {/* i18n-dynamic: special:report.* */}
            <dt>{t(`report.${name}`)}</dt>
            <dd>
              <Num>{value}</Num>
            </dd>
          </div>
        ))}
        {report.counts.map(({ name, count }) => (
          <div key={name} className="jd-info-row">
            {/* i18n-dynamic: special:count.* */}
            <dt>{t(`count.${name}`)}</dt>
            <dd>
              <Num>{count}</Num>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
