import { PauseOutlined, PlayCircleOutlined, SyncOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useDesk } from '../../data/desk-context.tsx';
import { useSyncStatus } from '../../data/use-sync-status.ts';
import { ActList } from './act-list.tsx';
import { EquationColumns } from './equation-columns.tsx';
import { groupOf } from './group.ts';
import { LinkPanel } from './link-panel.tsx';
import { PhotoList } from './photo-list.tsx';
import { PhotoTroubleNote } from './photo-trouble-note.tsx';
import { DiskNote } from './storage/disk-note.tsx';
import { SyncPage } from './sync-page.tsx';

/** The equation, the link, one button, and every act and photo behind the figures. */
export function SyncCentrePage(): ReactNode {
  const { t } = useTranslation('sync-centre');
  const [params] = useSearchParams();
  const group = groupOf(params.get('group'));
  return (
    <SyncPage note={t('note')} actions={<SyncActions />}>
      <DiskNote />
      <PhotoTroubleNote />
      <EquationColumns group={group} />
      <LinkPanel />
      {group === 'photos' ? <PhotoList /> : <ActList key={group} group={group} chosen={params.get('act')} />}
    </SyncPage>
  );
}

function SyncActions(): ReactNode {
  const { t } = useTranslation('sync-centre');
  const { sync } = useDesk();
  const { phase } = useSyncStatus();
  const isPaused = sync.isPaused();
  const isRunning = phase !== 'idle';
  return (
    <>
      <Button
        icon={isPaused ? <PlayCircleOutlined /> : <PauseOutlined />}
        onClick={() => sync.setPaused(!isPaused)}
      >
        {t(isPaused ? 'action.resume' : 'action.pause')}
      </Button>
      <Button
        type="primary"
        icon={<SyncOutlined />}
        disabled={isPaused}
        loading={isRunning}
        title={isPaused ? t('action.pausedWhy') : undefined}
        onClick={() => void sync.syncNow()}
      >
        {t(isRunning ? 'action.running' : 'action.now')}
      </Button>
    </>
  );
}
