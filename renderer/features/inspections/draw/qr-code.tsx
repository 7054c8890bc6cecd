import { create } from 'qrcode';
import { useMemo, type ReactNode } from 'react';

/** Modules of white around a code, as the standard asks. */
const QUIET = 4;

/** A QR code as one path of squares: sharp at any size, on screen and on paper. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { path, size } = useMemo(() => pathOf(text), [text]);
  return (
    <svg className="jd-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}

function pathOf(text: string): { readonly path: string; readonly size: number } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const squares: string[] = [];
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) squares.push(`M${column + QUIET} ${row + QUIET}h1v1h-1z`);
  return { path: squares.join(''), size: modules.size + 2 * QUIET };
}
