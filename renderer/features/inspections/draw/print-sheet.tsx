import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { lastDrawEvent } from '../../../../shared/domain/draw/draw.ts';
import { transcriptHash, type Transcript } from '../../../../shared/domain/draw/transcript.ts';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import type { DrawFacts } from './draw-query.ts';
import { HashText } from './hash-text.tsx';
import { Name } from './names.tsx';
import { QrCode } from './qr-code.tsx';
import { ReasonText } from './reason-text.tsx';
import { qrText } from './qr-text.ts';

/** The printed page, the record of the draw: only on paper. Beside the root, so that nothing of the frame is printed with it. */
export function PrintSheet({
  facts: { draw, plan },
  transcript,
}: {
  readonly facts: DrawFacts;
  readonly transcript: Transcript;
}): ReactNode {
  const { t } = useTranslation('draw');
  const [committed] = draw.events;
  const drawn = lastDrawEvent(draw, 'drawn');
  return createPortal(
    <article className="jd-draw-sheet" aria-hidden>
      <header>
        <div>
          <h1>{t('sheet.title')}</h1>
          <p>{plan ? <Iso>{plan.title}</Iso> : null}</p>
          <p>
            <Num className="jd-code">{transcript.drawId}</Num>
          </p>
          {transcript.voided ? (
            <p className="jd-sheet-voided">
              {t('state.voided')}: <Iso>{transcript.voided.reason}</Iso>
            </p>
          ) : null}
        </div>
        <QrCode text={qrText(transcript)} label="" />
      </header>
      <table>
        <thead>
          <tr>
            <th />
            <th>{t('pool.targets')}</th>
            <th>{t('pairs.inspectors')}</th>
          </tr>
        </thead>
        <tbody>
          {transcript.targets.map((id, at) => (
            <tr key={id}>
              <td>
                <Num>{at + 1}</Num>
              </td>
              <td>
                <Name id={id} />
              </td>
              <td>
                {(transcript.pairs[id] ?? []).map((one) => (
                  <span key={one}>
                    <Name id={one} />{' '}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {transcript.recusals.map((one) => (
        <p key={`${one.institutionId}-${one.round}`}>
          {t('recuse.title')}: <Name id={one.inspectorId} /> — <Name id={one.institutionId} /> (
          <ReasonText reason={one.reason} />)
        </p>
      ))}
      <p>
        {t('witness.title')}:{' '}
        {transcript.witnesses.map((one) => (
          <span key={`${one.name}-${one.unit}`}>
            <Iso>{one.name}</Iso> (<Iso>{one.unit}</Iso>){' '}
          </span>
        ))}
      </p>
      <dl>
        <dt>{t('commitment.at')}</dt>
        <dd>{committed ? <Num>{dateTimeText(committed.at)}</Num> : null}</dd>
        <dt>{t('sheet.drawnAt')}</dt>
        <dd>
          {drawn ? (
            <>
              <Num>{dateTimeText(drawn.at)}</Num> <Name id={drawn.by} />
            </>
          ) : null}
        </dd>
        <dt>{t('commitment.draws')}</dt>
        <dd>
          {t('commitment.drawsText', { targets: transcript.targets.length, pool: transcript.pool.length })}
        </dd>
        <dt>{t('hash.transcript')}</dt>
        <dd>
          <HashText hash={transcriptHash(transcript)} />
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
      <p className="jd-sheet-foot">{t('sheet.verify')}</p>
      <p className="jd-sheet-sign">{t('sheet.signatures')}</p>
    </article>,
    document.body,
  );
}
