import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'antd';
import { drawMarked } from './draw-marked.ts';
import { MarkBox } from './mark-box.tsx';
import {
  addMark,
  between,
  cutTo,
  middle,
  newestMark,
  placeMark,
  removeMark,
  turn,
  undo,
  type Box,
  type MarkingHistory,
  type MarkKind,
} from './marking.ts';

// What is on screen is the very picture that will be stored, only smaller.
const SHOWN_EDGE_PX = 1100;
const CUT_SIDE = 0.9;
type Tool = MarkKind | 'cut';
const TOOL_OF: Readonly<Record<string, Tool>> = { KeyB: 'blur', KeyX: 'cover', KeyT: 'cut' };
const KEY_OF: Readonly<Record<Tool, string>> = { blur: 'B', cover: 'X', cut: 'T' };
const TOOLS: readonly Tool[] = ['blur', 'cover', 'cut'];

interface MarkingBoardProps {
  readonly picture: ImageBitmap;
  readonly history: MarkingHistory;
  readonly onChange: (next: MarkingHistory) => void;
}

/**
 * The picture with its marks. By mouse or pen: a rectangle is drawn with the chosen tool. By keyboard: B, X and T put one in
 * the middle, arrows move it, with Shift they grow it, Delete takes it away, R turns the picture, Ctrl+Z undoes.
 */
export function MarkingBoard({ picture, history, onChange }: MarkingBoardProps): ReactNode {
  const { t } = useTranslation('marking');
  const [tool, setTool] = useState<Tool>('blur');
  const [drawn, setDrawn] = useState<Box | null>(null);
  const start = useRef<readonly [number, number] | null>(null);
  const board = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { turns, cut, marks } = history.now;

  useEffect(() => {
    const shown = drawMarked(picture, { turns, marks, cut: null }, SHOWN_EDGE_PX);
    if (!canvas.current) return;
    canvas.current.width = shown.width;
    canvas.current.height = shown.height;
    canvas.current.getContext('2d')?.drawImage(shown, 0, 0);
  }, [picture, turns, marks]);
  useEffect(() => board.current?.focus(), []);

  // The box exists only after the next drawing.
  const focusBox = (key: string): void => {
    requestAnimationFrame(() => board.current?.querySelector<HTMLElement>(`[data-box="${key}"]`)?.focus());
  };
  const put = (kind: Tool, box?: Box): void => {
    const next = kind === 'cut' ? cutTo(history, box ?? middle(CUT_SIDE)) : addMark(history, kind, box);
    onChange(next);
    focusBox(kind === 'cut' ? 'cut' : String(newestMark(next.now)));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.code === 'KeyZ' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onChange(undo(history));
      board.current?.focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const asked = TOOL_OF[event.code];
    if (asked) {
      setTool(asked);
      put(asked);
    } else if (event.code === 'KeyR') onChange(turn(history));
    else return;
    event.preventDefault();
  };
  const at = (event: PointerEvent): readonly [number, number] => {
    const frame = canvas.current?.getBoundingClientRect();
    if (!frame) return [0, 0];
    return [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height];
  };
  const finish = (): void => {
    if (drawn && (drawn.width > 0.025 || drawn.height > 0.025)) put(tool, drawn);
    start.current = null;
    setDrawn(null);
  };
  // i18n-dynamic: marking:tool.*
  return (
    <div className="jd-marking-work" onKeyDown={onKey}>
      <div className="jd-marking-tools" role="toolbar" aria-label={t('tools')}>
        {TOOLS.map((one) => (
          <Button
            key={one}
            type={one === tool ? 'primary' : 'default'}
            ghost={one === tool}
            onClick={() => setTool(one)}
          >
            {t(`tool.${one}`)} <kbd className="jd-kbd">{KEY_OF[one]}</kbd>
          </Button>
        ))}
        <Button onClick={() => onChange(turn(history))}>
          {t('turn')} <kbd className="jd-kbd">R</kbd>
        </Button>
        <Button disabled={history.before.length === 0} onClick={() => onChange(undo(history))}>
          {t('undo')} <kbd className="jd-kbd">Ctrl Z</kbd>
        </Button>
        <p className="jd-soft jd-small">{t('help')}</p>
      </div>
      <div className="jd-marking-stage">
        <div
          ref={board}
          className="jd-marking-board"
          tabIndex={0}
          role="group"
          aria-label={t('board', { count: marks.length })}
          dir="ltr"
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            start.current = at(event);
          }}
          onPointerMove={(event) => start.current && setDrawn(between(...start.current, ...at(event)))}
          onPointerUp={finish}
          onPointerCancel={() => {
            start.current = null;
            setDrawn(null);
          }}
        >
          <canvas ref={canvas} />
          {cut ? (
            <MarkBox
              boxKey="cut"
              look="cut"
              label={t('tool.cut')}
              box={cut}
              onPlace={(box) => onChange(cutTo(history, box))}
              onRemove={() => {
                onChange(cutTo(history, null));
                board.current?.focus();
              }}
            />
          ) : null}
          {marks.map((mark, index) => (
            <MarkBox
              key={mark.id}
              boxKey={String(mark.id)}
              look={mark.kind}
              label={t('mark', { number: index + 1, kind: t(`tool.${mark.kind}`) })}
              box={mark.box}
              onPlace={(box) => onChange(placeMark(history, mark.id, box))}
              onRemove={() => {
                onChange(removeMark(history, mark.id));
                board.current?.focus();
              }}
            />
          ))}
          {drawn ? <span className="jd-mark-box jd-mark-drawing" style={placeOf(drawn)} /> : null}
        </div>
      </div>
    </div>
  );
}

function placeOf({ x, y, width, height }: Box): Record<string, string> {
  return {
    left: `${x * 100}%`,
    top: `${y * 100}%`,
    width: `${width * 100}%`,
    height: `${height * 100}%`,
  };
}
