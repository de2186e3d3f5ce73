import { countedIn } from '../../languages/counted.ts';
import type { HappenedWords } from './en.ts';

const counted = countedIn('de');

/** What may count in place of a device's answer. */
const ways: Readonly<Record<string, string>> = {
  offline: 'mit den Ziffern eines Handys ohne Netz',
  totp: 'mit den Ziffern einer anderen App',
  email: 'mit einem Code aus einer E-Mail',
  bypass: 'mit einem Einmalcode',
};
const byWay = (way: string) => ways[way] ?? 'ohne Gerät';

/**
 * What happened to an account: on a notification, and in the app under "What happened". It may be read on a locked screen (N7): a
 * device, an application, an address and its place; never the e-mail address, never anything that opens anything. A name comes in its
 * quotation marks (`quoted`), or is null where it isn't known.
 */
export const happenedWords: HappenedWords = {
  quoted: (name: string) => `„${name}“`,
  /** Facts in a row, such as an address and a place. */
  facts: (facts: readonly string[]) => facts.join(', '),

  /** What happened to an account, without a full stop. */
  sentences: {
    'device.added': (device: string | null) => `${device ?? 'Ein Gerät'} wurde zu Ihrem Konto hinzugefügt`,
    'device.refused': (device: string | null) => `${device ?? 'Ein Gerät'} wurde nicht aufgenommen`,
    'device.waits': (device: string | null) =>
      `${device ?? 'Ein Gerät'} wird ohne Ihre Zustimmung aufgenommen, wenn Sie nicht Nein sagen`,
    'device.suspended': (device: string | null) => `${device ?? 'Ein Gerät'} wurde pausiert`,
    /** Paused, and removed a day later. */
    'device.suspended_removal': (device: string | null) =>
      `${device ?? 'Ein Gerät'} wurde pausiert und wird in einem Tag entfernt`,
    'device.resumed': (device: string | null) => `${device ?? 'Ein Gerät'} antwortet wieder für Sie`,
    'device.removed': (device: string | null) => `${device ?? 'Ein Gerät'} wurde entfernt`,
    'device.moved': (device: string | null) => `Ihr Konto ist auf ${device ?? 'ein anderes Gerät'} umgezogen`,
    'device.objected': (device: string | null) =>
      `Jemand hat auf ${device ?? 'einem Gerät'} gesagt, dass das Gerät Ihnen gehört`,
    'device.renamed': (from: string | null, to: string | null) =>
      `${from ?? 'Ein Gerät'} heißt jetzt ${to ?? 'anders'}`,
    'device.idle': (device: string | null) =>
      `Öffnen Sie Nod auf ${device ?? 'einem Gerät'}, sonst wird das Gerät pausiert: Es wurde lange nicht benutzt`,
    'offline.added': (device: string | null) =>
      `${device ?? 'Ein Gerät'} kann Sie jetzt ohne Netz mit Ziffern anmelden`,
    'verifier.added': (device: string | null) => `${device ?? 'Ein Gerät'} fragt jetzt nach Finger, Gesicht oder PIN`,
    'verifier.removed': (device: string | null) =>
      `${device ?? 'Ein Gerät'} fragt nicht mehr nach Finger, Gesicht oder PIN`,
    'email.changed': 'Die E-Mail-Adresse Ihres Kontos wurde geändert',
    /** @param way offline, totp, email, bypass, or one that this version doesn't know */
    'fallback.used': (application: string | null, way: string) =>
      `Jemand hat sich bei ${application ?? 'einer Anwendung'} als Sie angemeldet, ${byWay(way)}`,
    'fallback.closed': (way: string) => `Anmelden ${byWay(way)} ist nach falschen Codes gesperrt`,
    'totp.added': 'Eine andere App kann Sie jetzt mit sechs Ziffern anmelden',
    'totp.removed': 'Die App, die Sie mit sechs Ziffern anmelden konnte, kann es nicht mehr',
    'bypass.made': (application: string | null) =>
      `Ein Einmalcode für ${application ?? 'Ihre Kontoseite'} wurde erstellt`,
    /** How many are left, where that is known. */
    'recovery.used': (left: number | null) =>
      `Einer Ihrer Notfallcodes wurde benutzt${left === null ? '' : `, ${counted(left, { one: 'einer ist', other: '# sind' })} übrig`}`,
    'recovery.codes_made': 'Neue Notfallcodes wurden erstellt, die bisherigen gelten nicht mehr',
    /** There were none before. */
    'recovery.codes_made_first': 'Notfallcodes wurden erstellt',
    'account.session_opened': 'Jemand hat Ihre Kontoseite mit einem Notfallcode geöffnet',
    'account.session_opened_bypass': 'Jemand hat Ihre Kontoseite mit einem Einmalcode geöffnet',
    'login.failed': (application: string | null) =>
      `Falsche Codes haben eine Anmeldung${application === null ? '' : ` bei ${application}`} beendet`,
    'application.quarantined': (application: string | null) =>
      `${application ?? 'Eine Anwendung'} kann Sie vorerst nicht benachrichtigen`,
    'approval.disowned': (application: string | null) =>
      `${application ?? 'Eine Anwendung'} weiß jetzt, dass eine Anmeldung nicht von Ihnen war`,
    'report.taken_back': (application: string | null) =>
      `${application ?? 'Eine Anwendung'} kann Sie wieder benachrichtigen: Die Meldung wurde zurückgenommen`,
    'enrollment.refused': 'Jemand wollte ein Gerät hinzufügen und wurde abgewiesen',
    'user.locked': 'Ihr Konto wurde gesperrt',
    'user.unlocked': 'Ihr Konto wurde entsperrt',
    /** What this version doesn't know. */
    other: 'An Ihrem Konto hat sich etwas geändert',
  },
  /** Who did it, as one of several facts. */
  by: {
    application: (name: string | null) => `durch ${name ?? 'eine Anwendung'}`,
    device: (name: string | null) => `auf ${name ?? 'einem anderen Gerät'}`,
    thisDevice: 'auf diesem Gerät',
    operator: 'durch den Betreiber des Servers',
    email: 'über den Link in einer E-Mail',
    recovery: 'mit einem Notfallcode',
  },
  /** An address and its place. */
  from: (facts: string) => `von ${facts}`,
  body: (username: string, facts: string | null) =>
    `Konto ${username}${facts === null ? '' : `, ${facts}`}. Waren Sie das nicht? Tippen Sie hier.`,
};
