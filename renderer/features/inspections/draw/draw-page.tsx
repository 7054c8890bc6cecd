import { FontSizeOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { lastDrawEvent } from '../../../../shared/domain/draw/draw.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Page } from '../../../ui/page.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { CommittedStage } from './committed-stage.tsx';
import { loadDraw, type DrawFacts } from './draw-query.ts';
import { DrawnStage } from './drawn-stage.tsx';
import { STATE_TONES } from './draws-page.tsx';
import { Name, NamesContext } from './names.tsx';
import './draw.css';

/** One draw, from its commitment to its transcript; what is shown follows what is on record. */
export function DrawPage(): ReactNode {
  const { t } = useTranslation('draw');
  const desk = useDesk();
  const { drawId = '' } = useParams();
  const facts = useLive(() => loadDraw(desk, drawId as RecordId), [drawId]);
  const [isLarge, setLarge] = useState(false);
  // Only what was drawn a moment ago, here, is played by itself.
  const [isFresh, setFresh] = useState(false);
  if (facts.state === 'loading')
    return (
      <Page title={t('draw.title')}>
        <Skeleton active paragraph={{ rows: 8 }} />
      </Page>
    );
  if (facts.value === null)
    return (
      <Page title={t('draw.title')}>
        <div className="jd-panel">
          <EmptyNote
            title={t('draw.missing')}
            text={t('draw.missingText')}
            action={<Link to="/inspections/draws">{t('new.back')}</Link>}
          />
        </div>
      </Page>
    );
  const { draw, plan, names } = facts.value;
  // i18n-dynamic: draw:state.*
  return (
    <NamesContext value={names}>
      <Page
        title={
          <>
            {t('draw.title')} <Num className="jd-code">{draw.id}</Num>
          </>
        }
        note={plan ? <Iso>{plan.title}</Iso> : null}
        actions={
          <>
            <Tag tone={STATE_TONES[draw.state]}>{t(`state.${draw.state}`)}</Tag>
            <Button
              icon={<FontSizeOutlined aria-hidden />}
              aria-pressed={isLarge}
              onClick={() => setLarge(!isLarge)}
            >
              {t(isLarge ? 'draw.ordinary' : 'draw.large')}
            </Button>
          </>
        }
      >
        <div className="jd-draw" data-large={isLarge}>
          <Stage facts={facts.value} isFresh={isFresh} onDraw={() => setFresh(true)} />
        </div>
      </Page>
    </NamesContext>
  );
}

interface StageProps {
  readonly facts: DrawFacts;
  readonly isFresh: boolean;
  readonly onDraw: () => void;
}

function Stage({ facts, isFresh, onDraw }: StageProps): ReactNode {
  switch (facts.draw.state) {
    case 'committed':
      return <CommittedStage draw={facts.draw} onDraw={onDraw} />;
    case 'abandoned':
      return <AbandonedStage facts={facts} />;
    case 'drawn':
    case 'voided':
      return <DrawnStage facts={facts} isFresh={isFresh} />;
  }
}

function AbandonedStage({ facts: { draw } }: { readonly facts: DrawFacts }): ReactNode {
  const { t } = useTranslation('draw');
  const event = lastDrawEvent(draw, 'abandoned');
  return (
    <section className="jd-panel jd-draw-note" aria-label={t('state.abandoned')}>
      <h2 className="jd-subtitle">{t('abandon.done')}</h2>
      {event ? (
        <p>
          <Iso>{event.reason}</Iso>{' '}
          <span className="jd-soft">
            <Name id={event.by} /> · <Num>{dateTimeText(event.at)}</Num>
          </span>
        </p>
      ) : null}
      <p className="jd-soft">{t('abandon.stays')}</p>
    </section>
  );
}
