import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { grown, moved, type Box } from './marking.ts';

const STEP = 0.01;
const FINE_STEP = 0.002;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface MarkBoxProps {
  readonly boxKey: string;
  readonly look: 'blur' | 'cover' | 'cut';
  readonly label: string;
  readonly box: Box;
  readonly onPlace: (box: Box) => void;
  readonly onRemove: () => void;
}

/** One rectangle on the picture: moved by its middle or the arrows, grown by its corner or Shift and the arrows. */
export function MarkBox({ boxKey, look, label, box, onPlace, onRemove }: MarkBoxProps): ReactNode {
  const [dragged, setDragged] = useState<Box | null>(null);
  const from = useRef<{ readonly x: number; readonly y: number; readonly isCorner: boolean } | null>(null);
  const shown = dragged ?? box;

  const onKey = (event: KeyboardEvent): void => {
    const arrow = ARROWS[event.key];
    if (arrow && !event.ctrlKey) {
      const by = event.altKey ? FINE_STEP : STEP;
      const change = event.shiftKey ? grown : moved;
      onPlace(change(box, arrow[0] * by, arrow[1] * by));
    } else if (event.key === 'Delete' || event.key === 'Backspace') onRemove();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const grab = (event: PointerEvent, isCorner: boolean): void => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, y: event.clientY, isCorner };
  };
  const drag = (event: PointerEvent<HTMLElement>): void => {
    const board = event.currentTarget.closest('.jd-marking-board')?.getBoundingClientRect();
    if (!from.current || !board) return;
    event.stopPropagation();
    const dx = (event.clientX - from.current.x) / board.width;
    const dy = (event.clientY - from.current.y) / board.height;
    setDragged(from.current.isCorner ? grown(box, dx, dy) : moved(box, dx, dy));
  };
  const drop = (event: PointerEvent): void => {
    event.stopPropagation();
    if (dragged) onPlace(dragged);
    from.current = null;
    setDragged(null);
  };
  return (
    <div
      className={`jd-mark-box jd-mark-${look}`}
      data-box={boxKey}
      role="button"
      tabIndex={0}
      aria-label={label}
      style={{
        left: `${shown.x * 100}%`,
        top: `${shown.y * 100}%`,
        width: `${shown.width * 100}%`,
        height: `${shown.height * 100}%`,
      }}
      onKeyDown={onKey}
      onPointerDown={(event) => grab(event, false)}
      onPointerMove={drag}
      onPointerUp={drop}
      onPointerCancel={drop}
    >
      <span
        className="jd-mark-corner"
        aria-hidden="true"
        onPointerDown={(event) => grab(event, true)}
        onPointerMove={drag}
        onPointerUp={drop}
      />
    </div>
  );
}
