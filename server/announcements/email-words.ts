import type { ServerWords } from '../words/en.ts';
import { sentenceFor } from './sentence.ts';
import type { FullAnnouncement } from './view.ts';

export interface MailParts {
  readonly words: ServerWords;
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
  const { words, full, serverName, origin } = parts;
  const { mail } = words;
  const sentence = sentenceFor(words, full.row.what);
  return {
    subject: mail.subject(serverName, sentence),
    text: [words.sentence(sentence), facts(parts), ...whatToDo(parts), mail.end(serverName, origin)].join('\n\n'),
  };
}

function facts({ words: { mail }, full, username }: MailParts): string {
  const { row, detail } = full;
  const { labels } = mail;
  const howOften = () => mail.howOften(row.count, timeText(row.last_at_ms ?? row.at_ms));
  const all: [label: string, value: string | undefined][] = [
    [labels.account, plain(username)],
    [labels.device, deviceText(mail, full)],
    [labels.by, byText(mail, full)],
    [labels.application, full.application === undefined ? undefined : plain(full.application.name)],
    [labels.name, renamed(mail, detail)],
    [labels.when, timeText(row.at_ms)],
    [labels.howOften, row.count === 1 ? undefined : howOften()],
    [labels.from, placeText(mail, row.ip, detail.location)],
    [labels.why, row.what === 'user.locked' && typeof detail.reason === 'string' ? plain(detail.reason) : undefined],
    // What somebody may still stop is said with the time until when.
    [labels.removed, comes(detail.removalAtMs, row.at_ms, mail.removedAt)],
    [labels.counts, comes(detail.countsFromMs, row.at_ms)],
    [labels.letIn, letInText(mail, detail) ?? comes(detail.letInAtMs, row.at_ms, mail.letInAt)],
  ];
  const width = Math.max(...Object.values(labels).map((label) => mail.fact(label).length));
  return all
    .flatMap(([label, value]) => (value === undefined ? [] : [`  ${mail.fact(label).padEnd(width)} ${value}`]))
    .join('\n');
}

/** Its paragraphs. */
function whatToDo(parts: MailParts): readonly string[] {
  const { words, full, origin, undoUrl, undoUntilMs, serverName } = parts;
  const { mail } = words;
  const { what } = full.row;
  if (undoUrl !== null && what === 'device.waits') return whatToDoOfWait(parts, undoUrl);
  if (undoUrl !== null) return [mail.ifYou, mail.undo, `  ${undoUrl}`, mail.undoUntil(timeText(undoUntilMs))];
  if (what === 'email.changed') return mail.emailChanged(origin, serverName);
  if (what === 'device.idle') return [mail.idle(origin)];
  if (what === 'user.locked') return [mail.locked(serverName)];
  if (what === 'account.session_opened' || what.startsWith('recovery.')) {
    return [mail.ifYou, mail.recovery(origin, serverName)];
  }
  const isGuess = what === 'login.failed' || what.startsWith('fallback.') || what === 'enrollment.refused';
  return [...(isGuess ? [mail.guess] : []), mail.lookHere(origin, serverName)];
}

/** The link leads to a page with two buttons, the no first. Somebody who has seen it and does nothing lets the device in. */
function whatToDoOfWait({ words, full, undoUntilMs }: MailParts, url: string): string[] {
  const { waits } = words.mail;
  const begun = typeof full.detail.letInAtMs === 'number';
  return [waits.asked, waits.no, `  ${url}`, begun ? waits.begun : waits.begins, waits.until(timeText(undoUntilMs))];
}

type MailWords = ServerWords['mail'];

/** Of a device that waits, and whose notice nobody has seen yet. */
function letInText(mail: MailWords, { delayMs }: FullAnnouncement['detail']): string | undefined {
  return typeof delayMs === 'number' ? mail.letInAfter(Math.round(delayMs / 3_600_000)) : undefined;
}

function deviceText(mail: MailWords, { row, device, detail }: FullAnnouncement): string | undefined {
  if (row.device_id === null) return undefined;
  const name = plain(device?.name ?? (typeof detail.name === 'string' ? detail.name : ''));
  const platform = plain(device?.platform ?? '');
  return platform === '' ? name : mail.deviceOn(name, platform);
}

function byText(mail: MailWords, { row, by }: FullAnnouncement): string | undefined {
  if (row.by_whom === 'device') return by === undefined ? undefined : plain(by.name);
  return row.by_whom === 'server' ? undefined : mail.by[row.by_whom];
}

/** The address, and its place where that is known. */
function placeText(mail: MailWords, ip: string | null, location: unknown): string | undefined {
  const place = typeof location === 'string' ? plain(location) : '';
  if (ip === null || place === '') return ip ?? (place || undefined);
  return mail.place(ip, place);
}

/** A time that was still to come when it happened. */
function comes(atMs: unknown, happenedMs: number, said = (time: string) => time): string | undefined {
  return typeof atMs === 'number' && atMs > happenedMs ? said(timeText(atMs)) : undefined;
}

function renamed(mail: MailWords, { from, to }: FullAnnouncement['detail']): string | undefined {
  return typeof from === 'string' && typeof to === 'string' ? mail.renamed(plain(from), plain(to)) : undefined;
}

/** Whoever adds a device chooses its name: mail programs make a link of whatever looks like one. */
export function plain(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').replace(/[.:/\\@]/g, ' ');
}

/** The same in every language: who gets it may be anywhere, and it is compared with logs. */
function timeText(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
