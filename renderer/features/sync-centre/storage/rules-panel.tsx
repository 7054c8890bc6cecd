import { Select, Skeleton, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { bytesText, dateTimeText } from '../../../ui/format.ts';

const DAYS = [7, 30, 90, 180, 0] as const;
const DAILY_BYTES = [0, 8_000_000, 32_000_000, 128_000_000] as const;

/** When a delivered photo leaves this computer, and what comes by itself. Every change counts at once. */
export function RulesPanel(): ReactNode {
  const { t } = useTranslation('photos');
  const { photoCare } = useDesk();
  const rules = useLive(() => photoCare.rules(), ['photo-rules']);
  const backedUp = useLive(() => photoCare.backedUpBefore(), ['photo-backup']);
  if (rules.state === 'loading' || backedUp.state === 'loading')
    return <Skeleton active paragraph={{ rows: 4 }} />;
  const { keepDays, waitForBackup, fetchBytesPerDay } = rules.value;
  const at = backedUp.value;
  return (
    <section className="jd-panel jd-storage-panel" aria-label={t('rules.title')}>
      <h2 className="jd-subtitle">{t('rules.title')}</h2>
      <Rule label={t('rules.keep')} hint={t('rules.keepHint')}>
        <Select
          aria-label={t('rules.keep')}
          value={keepDays}
          options={choices(DAYS, keepDays).map((days) => ({
            value: days,
            label: days === 0 ? t('rules.never') : t('rules.days', { count: days }),
          }))}
          onChange={(days) => void photoCare.setRules({ keepDays: days })}
        />
      </Rule>
      <Rule
        label={t('rules.backup')}
        hint={at === null ? t('rules.backupNever') : t('rules.backupUntil', { at: dateTimeText(at) })}
      >
        <Switch
          aria-label={t('rules.backup')}
          checked={waitForBackup}
          disabled={keepDays === 0}
          onChange={(waits) => void photoCare.setRules({ waitForBackup: waits })}
        />
      </Rule>
      <Rule label={t('rules.fetch')} hint={t('rules.fetchHint')}>
        <Select
          aria-label={t('rules.fetch')}
          value={fetchBytesPerDay}
          options={choices(DAILY_BYTES, fetchBytesPerDay).map((bytes) => ({
            value: bytes,
            label: bytes === 0 ? t('rules.fetchNone') : t('rules.fetchDaily', { bytes: bytesText(bytes) }),
          }))}
          onChange={(bytes) => void photoCare.setRules({ fetchBytesPerDay: bytes })}
        />
      </Rule>
    </section>
  );
}

interface RuleProps {
  readonly label: string;
  readonly hint: string;
  readonly children: ReactNode;
}

function Rule({ label, hint, children }: RuleProps): ReactNode {
  return (
    <div className="jd-storage-rule">
      <div>
        <div>{label}</div>
        <div className="jd-soft jd-small">{hint}</div>
      </div>
      {children}
    </div>
  );
}

/** The usual choices, with what is set now among them. */
function choices(usual: readonly number[], now: number): readonly number[] {
  return usual.includes(now) ? usual : [now, ...usual];
}
