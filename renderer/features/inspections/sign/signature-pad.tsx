import { Button } from 'antd';
import {
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
  type PointerEvent,
  type ReactNode,
  type Ref,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { PreparedPhoto } from '../../../data/desk.ts';

// Drawn at twice the size on screen, so that it stays sharp on paper.
const WIDTH_PX = 720;
const HEIGHT_PX = 240;
const STROKE_PX = 4;
// On white paper, whatever the theme: it is printed.
const INK = '#14213d';

export interface SignaturePadHandle {
  /** Null while nothing is drawn. `typed`: the name was written by the keyboard, over its statement. */
  readonly take: () => Promise<{ readonly drawn: PreparedPhoto; readonly how: 'drawn' | 'typed' } | null>;
}

interface SignaturePadProps {
  readonly ref: Ref<SignaturePadHandle>;
  /** The officer's name as it is written without a pen. */
  readonly name: string;
  readonly label: string;
  readonly isDisabled: boolean;
  readonly onInk: (hasInk: boolean) => void;
}

/** A pad for mouse, pen or finger; from the keyboard the officer's name is written instead. */
export function SignaturePad({ ref, name, label, isDisabled, onInk }: SignaturePadProps): ReactNode {
  const { t } = useTranslation('inspections');
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hasInk, setInk] = useState(false);
  const how = useRef<'drawn' | 'typed'>('drawn');
  const isDown = useRef(false);
  const ink = (now: boolean): void => {
    setInk(now);
    onInk(now);
  };

  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (pen) wipe(pen);
  }, []);
  useImperativeHandle(ref, () => ({
    take: async () =>
      hasInk && canvas.current ? { drawn: await pngOf(canvas.current), how: how.current } : null,
  }));

  const draw = (event: PointerEvent<HTMLCanvasElement>, isStart: boolean): void => {
    const pen = canvas.current?.getContext('2d');
    if (!pen || isDisabled || !canvas.current) return;
    const box = canvas.current.getBoundingClientRect();
    const x = ((event.clientX - box.left) * WIDTH_PX) / box.width;
    const y = ((event.clientY - box.top) * HEIGHT_PX) / box.height;
    if (isStart) {
      pen.beginPath();
      pen.moveTo(x, y);
    }
    pen.lineTo(x, y);
    pen.stroke();
    if (!hasInk) ink(true);
  };

  return (
    <div className="jd-pad" data-empty={!hasInk}>
      <canvas
        ref={canvas}
        width={WIDTH_PX}
        height={HEIGHT_PX}
        role="img"
        aria-label={label}
        onPointerDown={(event) => {
          isDown.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
          draw(event, true);
        }}
        onPointerMove={(event) => isDown.current && draw(event, false)}
        onPointerUp={() => {
          isDown.current = false;
        }}
        onPointerCancel={() => {
          isDown.current = false;
        }}
      />
      {hasInk ? null : <span className="jd-pad-hint">{t('sign.padHint')}</span>}
      <div className="jd-pad-tools">
        <Button
          size="small"
          disabled={isDisabled || name.trim() === ''}
          onClick={() => {
            const pen = canvas.current?.getContext('2d');
            if (pen) writeName(pen, name, t('sign.typedStatement'));
            how.current = 'typed';
            ink(true);
          }}
        >
          {t('sign.writeName')}
        </Button>
        <Button
          size="small"
          disabled={isDisabled || !hasInk}
          onClick={() => {
            const pen = canvas.current?.getContext('2d');
            if (pen) wipe(pen);
            how.current = 'drawn';
            ink(false);
          }}
        >
          {t('sign.clear')}
        </Button>
      </div>
    </div>
  );
}

function wipe(pen: CanvasRenderingContext2D): void {
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
  pen.strokeStyle = INK;
  pen.lineWidth = STROKE_PX;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
}

/** For who cannot draw: the name, and below it the statement that it stands for a signature by hand. */
function writeName(pen: CanvasRenderingContext2D, name: string, statement: string): void {
  const font = getComputedStyle(document.documentElement).getPropertyValue('--jd-font') || 'sans-serif';
  const put = (text: string, sizePx: number, y: number): void => {
    pen.direction = /\p{Script=Arabic}/u.test(text) ? 'rtl' : 'ltr';
    pen.font = `${sizePx}px ${font}`;
    pen.fillText(text, WIDTH_PX / 2, y, WIDTH_PX - 48);
  };
  wipe(pen);
  pen.fillStyle = INK;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  put(name, 80, HEIGHT_PX * 0.42);
  put(statement, 24, HEIGHT_PX * 0.86);
}

async function pngOf(canvas: HTMLCanvasElement): Promise<PreparedPhoto> {
  const blob = await new Promise<Blob>((resolve, reject) =>
    canvas.toBlob(
      (made) => (made ? resolve(made) : reject(new Error('no picture of the signature'))),
      'image/png',
    ),
  );
  return {
    bytes: new Uint8Array(await blob.arrayBuffer()),
    mime: 'image/png',
    widthPx: WIDTH_PX,
    heightPx: HEIGHT_PX,
  };
}
