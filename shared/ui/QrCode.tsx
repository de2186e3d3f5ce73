import { drawQr } from '../sdk/qr.ts';

/** A code to scan, dark on light in every theme: some readers can't make out inverted ones. */
export function QrCode({ text, name }: { text: string; name: string }) {
  const { size, path } = drawQr(text);
  return (
    <svg class="nod-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={name} focusable="false">
      <path class="nod-qr__dark" d={path} shape-rendering="crispEdges" />
    </svg>
  );
}
