import encodeQR from 'qr';

/**
 * Text from outside, such as a device's name, without characters that a terminal would obey or show in another order.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

/** A name as a shell takes it: in quotes where it isn't one plain word. */
export function quoted(name: string): string {
  return /^[\w.@-]+$/.test(name) ? name : `"${printable(name).replace(/["\\$`!]/g, '\\$&')}"`;
}

/** RFC 3339, UTC. */
export function time(atMs: number): string;
export function time(atMs: number | null): string | null;
export function time(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}

/** `in 9 min`, `3 h ago`: for people. */
export function relativeTime(atMs: number, nowMs: number): string {
  const seconds = Math.round(Math.abs(atMs - nowMs) / 1000);
  const amount =
    seconds < 100
      ? `${seconds} s`
      : seconds < 6000
        ? `${Math.round(seconds / 60)} min`
        : seconds < 172_800
          ? `${Math.round(seconds / 3600)} h`
          : `${Math.round(seconds / 86_400)} days`;
  return atMs >= nowMs ? `in ${amount}` : `${amount} ago`;
}

/** Columns as wide as their widest cell, two spaces between. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows.map((row) => row.map(printable))];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => [...(line[column] ?? '')].length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/**
 * A QR of half blocks. Its light modules are drawn, and a terminal is told to show them white on black: with a light
 * background it would show the code inverted, which not every camera reads.
 */
export function qr(text: string, isTerminal: boolean): string {
  const lines = encodeQR(text, 'ascii', { ecc: 'medium', border: 2 }).trimEnd().split('\n');
  return lines.map((line) => (isTerminal ? `\u001B[97;40m${line}\u001B[0m` : line)).join('\n');
}
