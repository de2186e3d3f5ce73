import type { Results } from './report.ts';

/**
 * A plain SVG: the CPU of a login beside its floor, a push beside sendNotification, and logins per second beside the
 * peer's grants. Drawn by hand, since a charting package for nine bars would be larger than the bench.
 */
interface Bar {
  label: string;
  value: number;
  unit: string;
  ours: boolean;
}

interface Group {
  title: string;
  bars: Bar[];
}

const WIDTH = 720;
const LABEL_WIDTH = 290;
const BAR_HEIGHT = 22;
const ROW = 30;
const COLOURS = { ours: '#0A7A4D', other: '#9AA2B1', ink: '#14171F', muted: '#5A6070', paper: '#FAFAF7' };

function groupsOf({ login: { login, floorMicros, peer }, push, devices }: Results): Group[] {
  const bar = (label: string, value: number, unit: string, ours: boolean): Bar => ({ label, value, unit, ours });
  return [
    {
      title: 'CPU of a whole login',
      bars: [
        bar('Nod: HTTP, database, push, receipt', login.cpuMicros, 'µs', true),
        bar('its cryptography alone', floorMicros, 'µs', false),
      ],
    },
    {
      title: 'CPU of one push',
      bars: [
        bar('Nod', push.nod.cpuMicrosPerPush, 'µs', true),
        bar('web-push, sendNotification', push.webPush.cpuMicrosPerPush, 'µs', false),
        bar('key generation and derivation alone', push.floorMicros, 'µs', false),
      ],
    },
    {
      title: 'Per second of one core',
      bars: [
        bar('logins, 1 device per user', login.perCoreSecond, '', true),
        ...devices.map((cost) => bar(`logins, ${cost.devicesPerUser} devices per user`, cost.perCoreSecond, '', true)),
        bar('oidc-provider: CIBA grants, no device', peer.grantsPerCoreSecond, '', false),
      ],
    },
  ];
}

export function plot(results: Results): string {
  const parts: string[] = [];
  let y = 20;
  for (const { title, bars } of groupsOf(results)) {
    const most = Math.max(...bars.map(({ value }) => value));
    parts.push(text(20, y + 14, title, { weight: 600, size: 15 }));
    y += 28;
    for (const { label, value, unit, ours } of bars) {
      const width = Math.max(2, ((WIDTH - LABEL_WIDTH - 110) * value) / most);
      parts.push(text(20, y + 16, label, { size: 13, colour: COLOURS.muted }));
      parts.push(
        `<rect x="${LABEL_WIDTH}" y="${y}" width="${width.toFixed(1)}" height="${BAR_HEIGHT}" rx="4" fill="${ours ? COLOURS.ours : COLOURS.other}"/>`,
      );
      parts.push(
        text(LABEL_WIDTH + width + 8, y + 16, `${Math.round(value).toLocaleString('en')} ${unit}`.trim(), { size: 13 }),
      );
      y += ROW;
    }
    y += 18;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" font-family="system-ui, sans-serif" role="img">`,
    '<title>Measurements of Nod, each beside its floor or a peer</title>',
    `<rect width="${WIDTH}" height="${y}" fill="${COLOURS.paper}"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function text(
  x: number,
  y: number,
  content: string,
  style: { size: number; weight?: number; colour?: string },
): string {
  const { size, weight = 400, colour = COLOURS.ink } = style;
  return `<text x="${x.toFixed(1)}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${colour}">${content}</text>`;
}
