import type { FullAnnouncement } from './view.ts';
import { sentenceFor } from './words.ts';

export interface MailParts {
  readonly full: FullAnnouncement;
  readonly username: string;
  readonly serverName: string;
  readonly origin: string;
  /** Suspends what was added; null where that can't be done from an e-mail. */
  readonly undoUrl: string | null;
  readonly undoUntilMs: number;
}

/**
 * The e-mail of an announcement, in plain text: what, when, from where, and the one thing to do for somebody who did not do
 * it (N14). It never has anything that signs somebody in (N9): the link suspends, and can do nothing else.
 */
export function mailOf(parts: MailParts): { subject: string; text: string } {
  const { full, serverName, origin, username } = parts;
  const { row, detail } = full;
  const sentence = sentenceFor(row.what);
  const facts: [label: string, value: string | undefined][] = [
    ['Account', plain(username)],
    ['Device', deviceText(full)],
    ['By', byText(full)],
    ['For', full.application === undefined ? undefined : plain(full.application.name)],
    ['Name', renamed(detail)],
    ['When', timeText(row.at_ms)],
    ['How often', row.count === 1 ? undefined : `${row.count} times, last ${timeText(row.last_at_ms ?? row.at_ms)}`],
    ['From', placeText(row.ip, detail.location)],
    ['Why', row.what === 'user.locked' && typeof detail.reason === 'string' ? plain(detail.reason) : undefined],
    // What somebody may still stop is said with the time until when.
    ['Removed', comes(detail.removalAtMs, row.at_ms, ', unless it is brought back')],
    ['Counts', comes(detail.countsFromMs, row.at_ms, '')],
    ['Let in', letInText(detail) ?? comes(detail.letInAtMs, row.at_ms, ', unless you say no')],
  ];
  return {
    subject: `${serverName}: ${sentence}`,
    text: [
      `${sentence}.`,
      '',
      ...facts.flatMap(([label, value]) => (value === undefined ? [] : [`  ${`${label}:`.padEnd(11)}${value}`])),
      '',
      ...whatToDo(parts),
      '',
      `This message comes from ${serverName}, ${origin}. It never asks for a code or a password.`,
    ].join('\n'),
  };
}

function whatToDo(parts: MailParts): string[] {
  const { full, origin, undoUrl, undoUntilMs, serverName } = parts;
  if (undoUrl !== null && full.row.what === 'device.waits') return whatToDoOfWait(parts, undoUrl);
  if (undoUrl !== null) {
    return [
      'If this was you, there is nothing to do.',
      '',
      'If this wasn’t you, open this page and press its one button. The device, and all that it let in, can answer nothing',
      'from then on:',
      '',
      `  ${undoUrl}`,
      '',
      `The link is good once, until ${timeText(undoUntilMs)}. It can do nothing else.`,
    ];
  }
  if (full.row.what === 'email.changed') {
    return [
      'The new address counts a day after this. Until then both get this message, and the old one gets all others.',
      '',
      `If this wasn’t you, open Nod (${origin}) on one of your devices within that day, set your address again, and look under`,
      `“What happened”. Without a device, tell whoever runs ${serverName}.`,
    ];
  }
  if (full.row.what === 'device.idle') {
    return [
      `If you still have this device, open Nod (${origin}) on it once: then nothing happens. Otherwise it is paused a week after`,
      'the second message like this, and can be brought back on another of your devices.',
    ];
  }
  if (full.row.what === 'user.locked') {
    return [
      'Until it is unlocked nobody can sign in with Nod as you, and your devices are not asked. Nothing was removed.',
      `Ask whoever runs ${serverName} what happened and how it goes on.`,
    ];
  }
  if (full.row.what === 'account.session_opened' || full.row.what.startsWith('recovery.')) {
    return [
      'If this was you, there is nothing to do.',
      '',
      `If this wasn’t you, open Nod (${origin}) on one of your devices at once and make new recovery codes: that ends the old ones`,
      `and what they have opened. Then look under “What happened”. Without a device, tell whoever runs ${serverName}.`,
    ];
  }
  const isGuess =
    full.row.what === 'login.failed' || full.row.what.startsWith('fallback.') || full.row.what === 'enrollment.refused';
  return [
    ...(isGuess ? ['If this wasn’t you, somebody may know a password of yours: change it.'] : []),
    `Open Nod (${origin}) on one of your devices and look under “What happened”: it says what can be done. Without a device,`,
    `open ${origin}/account with a recovery code, or tell whoever runs ${serverName}.`,
  ];
}

/** The link leads to a page with two buttons, the no first. Somebody who has seen it and does nothing lets the device in. */
function whatToDoOfWait({ full, undoUntilMs }: MailParts, url: string): string[] {
  const begun = typeof full.detail.letInAtMs === 'number';
  return [
    'Somebody who is signed in as you asked for this, and had none of your devices at hand to say yes.',
    '',
    'If this wasn’t you, open this page and say no. The device is turned away for good, and nobody can ask so for a week. Then',
    'change your password where you sign in: somebody may know it.',
    '',
    `  ${url}`,
    '',
    begun
      ? 'If this was you, there is nothing to do but wait.'
      : 'If this was you, say so there. The wait begins then, or when Nod is opened on one of your devices and shows this.',
    `The link is good until ${timeText(undoUntilMs)}. It signs nobody in.`,
  ];
}

/** Of a device that waits, and whose notice nobody has seen yet. */
function letInText({ delayMs }: FullAnnouncement['detail']): string | undefined {
  if (typeof delayMs !== 'number') return undefined;
  return `${Math.round(delayMs / 3_600_000)} hours after somebody has seen this, unless you say no`;
}

function deviceText({ row, device, detail }: FullAnnouncement): string | undefined {
  if (row.device_id === null) return undefined;
  const name = plain(device?.name ?? (typeof detail.name === 'string' ? detail.name : ''));
  const platform = plain(device?.platform ?? '');
  return platform === '' ? name : `${name} (${platform})`;
}

function byText({ row, by }: FullAnnouncement): string | undefined {
  if (row.by_whom === 'device') return by === undefined ? undefined : plain(by.name);
  return {
    operator: 'whoever runs the server',
    application: 'the application',
    server: undefined,
    email: 'a link in an e-mail',
    recovery: 'somebody with a recovery code',
  }[row.by_whom];
}

/** The address, and its place where that is known. */
function placeText(ip: string | null, location: unknown): string | undefined {
  const place = typeof location === 'string' ? plain(location) : '';
  return [ip ?? '', place].filter((part) => part !== '').join(', ') || undefined;
}

/** A time that was still to come when it happened. */
function comes(atMs: unknown, happenedMs: number, then: string): string | undefined {
  return typeof atMs === 'number' && atMs > happenedMs ? `${timeText(atMs)}${then}` : undefined;
}

function renamed({ from, to }: FullAnnouncement['detail']): string | undefined {
  return typeof from === 'string' && typeof to === 'string' ? `${plain(from)}, now ${plain(to)}` : undefined;
}

/** Whoever adds a device chooses its name: mail programs make a link of whatever looks like one. */
export function plain(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').replace(/[.:/\\@]/g, ' ');
}

function timeText(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
