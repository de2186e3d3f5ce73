import { encodeQR } from 'qr';

/** The quiet zone that scanners need (ISO/IEC 18004: four modules). */
const QUIET_MODULES = 4;

export interface QrDrawing {
  /** Side of the whole drawing in modules, quiet zone included: the viewBox is `0 0 size size`. */
  size: number;
  /** Path data of the dark modules, each run of a row as one rectangle. */
  path: string;
}

/**
 * A QR code as one SVG path, to be drawn dark on light in every theme: some scanners can't read inverted codes.
 * @param ecc how much of it may be unreadable: `low` for one that would have too many modules otherwise
 */
export function drawQr(text: string, ecc: 'low' | 'medium' = 'medium'): QrDrawing {
  const rows = encodeQR(text, 'raw', { ecc, border: QUIET_MODULES });
  let path = '';
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const start = x;
      while (row[x + 1]) x += 1;
      path += `M${start} ${y}h${x - start + 1}v1H${start}z`;
    }
  }
  return { size: rows.length, path };
}
