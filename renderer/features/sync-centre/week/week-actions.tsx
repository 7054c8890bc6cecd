import { DownloadOutlined, PrinterOutlined, SwapOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../data/desk-context.tsx';
import type { WeekComparison, WeekSheet } from '../../../data/desk.ts';
import { useBureau } from '../../../platform/bureau-context.tsx';
import { sheetCsv, sheetJson } from './export.ts';

interface WeekActionsProps {
  readonly sheet: WeekSheet;
  readonly compared: WeekComparison | null;
  readonly onCompared: (compared: WeekComparison) => void;
}

/** Take the sheet along, print it, or hold it against the region's. */
export function WeekActions({ sheet, compared, onCompared }: WeekActionsProps): ReactNode {
  const { t } = useTranslation('week');
  const desk = useDesk();
  const bureau = useBureau();
  const [isAsking, setAsking] = useState(false);
  const [saved, setSaved] = useState<'saved' | 'not-saved' | null>(null);
  const compare = async (): Promise<void> => {
    setAsking(true);
    onCompared(await desk.week.compare(sheet.week));
    setAsking(false);
  };
  const save = async (kind: 'csv' | 'json'): Promise<void> => {
    const text = kind === 'csv' ? sheetCsv(sheet) : sheetJson(sheet, compared);
    const outcome = await bureau.call('export/save-text', {
      suggestedName: `week-${sheet.week}.${kind}`,
      text,
    });
    setSaved(outcome.kind === 'saved' ? 'saved' : outcome.kind === 'cancelled' ? null : 'not-saved');
  };
  return (
    <>
      {/* i18n-dynamic: week:export.* */}
      {saved ? <span role="status">{t(`export.${saved}`)}</span> : null}
      <Button icon={<DownloadOutlined />} onClick={() => void save('csv')}>
        {t('export.csv')}
      </Button>
      <Button icon={<DownloadOutlined />} onClick={() => void save('json')}>
        {t('export.json')}
      </Button>
      <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
        {t('print')}
      </Button>
      <Button type="primary" icon={<SwapOutlined />} loading={isAsking} onClick={() => void compare()}>
        {t('compare')}
      </Button>
    </>
  );
}
