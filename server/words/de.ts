import { countedIn } from '../../shared/languages/counted.ts';
import type { ServerWords } from './en.ts';

const counted = countedIn('de');

/**
 * What the server itself says to people: e-mails, and the notification of a device whose worker doesn't run. The sentences of
 * what happened may stand on a locked screen (N7: no names, no places), and are subjects of e-mails.
 */
export const serverWords: ServerWords = {
  /** What happened, without a full stop. */
  happened: {
    'device.added': 'Ein Gerät wurde zu Ihrem Konto hinzugefügt',
    'device.refused': 'Ein neues Gerät wurde nicht in Ihr Konto aufgenommen',
    'device.waits': 'Ein neues Gerät will ohne die Zustimmung eines Ihrer Geräte in Ihr Konto',
    'device.suspended': 'Eines Ihrer Geräte wurde pausiert',
    'device.resumed': 'Eines Ihrer Geräte antwortet wieder für Sie',
    'device.removed': 'Ein Gerät wurde aus Ihrem Konto entfernt',
    'device.moved': 'Ihr Konto ist auf ein anderes Gerät umgezogen',
    'device.objected': 'Jemand sagt auf einem pausierten Gerät, dass es Ihnen gehört',
    'device.renamed': 'Eines Ihrer Geräte heißt jetzt anders',
    'device.idle': 'Eines Ihrer Geräte wurde lange nicht benutzt',
    'offline.added': 'Eines Ihrer Geräte zeigt jetzt auch ohne Netz Ziffern zum Anmelden',
    'verifier.added': 'Eines Ihrer Geräte fragt jetzt nach Finger, Gesicht oder PIN',
    'verifier.removed': 'Eines Ihrer Geräte fragt nicht mehr nach Finger, Gesicht oder PIN',
    'email.changed': 'Die E-Mail-Adresse für diese Nachrichten ändert sich',
    'fallback.used': 'Jemand hat sich ohne ein Gerät als Sie angemeldet',
    'fallback.closed': 'Ein Weg, sich ohne Gerät anzumelden, ist nach falschen Codes gesperrt',
    'totp.added': 'Eine andere App kann Sie jetzt mit sechs Ziffern anmelden',
    'totp.removed': 'Die App, die Sie mit sechs Ziffern anmelden konnte, kann es nicht mehr',
    'bypass.made': 'Für Sie wurde ein Code zum Anmelden ohne Gerät erstellt',
    'recovery.used': 'Einer Ihrer Notfallcodes wurde benutzt',
    'recovery.codes_made': 'Für Ihr Konto wurden Notfallcodes erstellt',
    'account.session_opened': 'Ihre Kontoseite wurde mit einem Code geöffnet',
    'login.failed': 'Falsche Codes haben eine Anmeldung beendet',
    'application.quarantined': 'Eine Anwendung wurde nach einer Meldung stumm geschaltet',
    'approval.disowned': 'Jemand sagt, dass eine Anmeldung als Sie nicht von Ihnen war',
    'report.taken_back': 'Die Meldung einer Anwendung wurde zurückgenommen',
    'enrollment.refused': 'Ein neues Gerät konnte nicht hinzugefügt werden',
    'user.locked': 'Der Betreiber des Servers hat Ihr Konto gesperrt',
    'user.unlocked': 'Der Betreiber des Servers hat Ihr Konto entsperrt',
  },
  somethingHappened: 'An Ihrem Konto hat sich etwas geändert',
  sentence: (happened: string) => `${happened}.`,
  notification: (happened: string) => `${happened}. Öffnen Sie Nod und sehen Sie nach.`,

  /** A notification of a device whose worker doesn't run: what shared/authenticator/words says, and shorter. */
  push: {
    signIn: (username: string) => `Anmelden als ${username}?`,
    browserOn: (browser: string, system: string) => `${browser} auf ${system}`,
    facts: (facts: readonly string[]) => facts.join(', '),
    typeCode: 'Öffnen Sie Nod und tippen Sie den Code ein.',
    test: {
      title: 'Benachrichtigungen kommen an',
      body: 'Dieses Gerät kann jetzt Anfragen bekommen. Öffnen Sie Nod, um fertig zu werden.',
    },
    approved: (device: string | undefined) =>
      device === undefined ? 'Ohne Gerät freigegeben' : `Freigegeben auf ${device}`,
    denied: (device: string) => `Abgelehnt auf ${device}`,
    reported: (device: string) => `Gemeldet auf ${device}`,
    expired: 'Diese Anfrage ist abgelaufen',
    canceled: 'Diese Anfrage wurde zurückgezogen',
    failed: 'Zu viele falsche Codes. Diese Anfrage ist beendet',
  },

  /** The e-mail of what happened: what it says, its facts, and what to do for somebody who did not do it. */
  mail: {
    subject: (server: string, happened: string) => `${server}: ${happened}`,
    /** In front of the facts, each on its own line. */
    labels: {
      account: 'Konto',
      device: 'Gerät',
      by: 'Durch',
      application: 'Für',
      name: 'Name',
      when: 'Wann',
      howOften: 'Wie oft',
      from: 'Von',
      why: 'Grund',
      removed: 'Entfernt',
      counts: 'Gilt ab',
      letIn: 'Aufgenommen',
    },
    fact: (label: string) => `${label}:`,
    howOften: (count: number, last: string) => `${counted(count, { one: '# Mal', other: '# Mal' })}, zuletzt ${last}`,
    deviceOn: (device: string, platform: string) => `${device} (${platform})`,
    by: {
      operator: 'den Betreiber des Servers',
      application: 'die Anwendung',
      email: 'einen Link in einer E-Mail',
      recovery: 'jemanden mit einem Notfallcode',
    },
    place: (address: string, place: string) => `${address}, ${place}`,
    renamed: (from: string, to: string) => `${from}, jetzt ${to}`,
    removedAt: (time: string) => `${time}, wenn es nicht wieder aktiviert wird`,
    letInAt: (time: string) => `${time}, wenn Sie nicht Nein sagen`,
    letInAfter: (hours: number) =>
      `${counted(hours, { one: '# Stunde', other: '# Stunden' })}, nachdem jemand das gesehen hat, wenn Sie nicht Nein sagen`,

    ifYou: 'Waren Sie das, müssen Sie nichts tun.',
    /** Before the link. */
    undo: 'Waren Sie das nicht, öffnen Sie diese Seite und drücken Sie ihren einzigen Knopf. Das Gerät und alles, was es aufgenommen hat, kann von da an nichts mehr beantworten:',
    undoUntil: (time: string) => `Der Link gilt einmal, bis ${time}. Etwas anderes kann er nicht.`,
    waits: {
      asked:
        'Jemand, der als Sie angemeldet ist, hat darum gebeten, und hatte keines Ihrer Geräte zur Hand, um zuzustimmen.',
      no: 'Waren Sie das nicht, öffnen Sie diese Seite und sagen Sie Nein. Das Gerät wird endgültig abgewiesen, und eine Woche lang kann niemand so fragen. Ändern Sie danach Ihr Passwort dort, wo Sie sich anmelden: Vielleicht kennt es jemand.',
      begun: 'Waren Sie das, müssen Sie nur warten.',
      begins:
        'Waren Sie das, sagen Sie es dort. Die Wartezeit beginnt dann, oder wenn Nod auf einem Ihrer Geräte geöffnet wird und das hier zeigt.',
      until: (time: string) => `Der Link gilt bis ${time}. Er meldet niemanden an.`,
    },
    emailChanged: (origin: string, server: string): readonly string[] => [
      'Die neue Adresse gilt einen Tag nach dieser Nachricht. Bis dahin bekommen beide diese Nachricht, und die bisherige alle anderen.',
      `Waren Sie das nicht, öffnen Sie Nod (${origin}) innerhalb dieses Tages auf einem Ihrer Geräte, stellen Sie Ihre Adresse wieder ein und sehen Sie unter „Was passiert ist“ nach. Haben Sie kein Gerät, sagen Sie dem Betreiber von ${server} Bescheid.`,
    ],
    idle: (origin: string) =>
      `Haben Sie dieses Gerät noch, öffnen Sie darauf einmal Nod (${origin}): Dann passiert nichts. Sonst wird es eine Woche nach der zweiten Nachricht wie dieser pausiert und lässt sich auf einem anderen Ihrer Geräte wieder aktivieren.`,
    locked: (server: string) =>
      `Bis es entsperrt wird, kann sich niemand mit Nod als Sie anmelden, und Ihre Geräte werden nicht gefragt. Entfernt wurde nichts. Fragen Sie den Betreiber von ${server}, was passiert ist und wie es weitergeht.`,
    recovery: (origin: string, server: string) =>
      `Waren Sie das nicht, öffnen Sie sofort Nod (${origin}) auf einem Ihrer Geräte und erstellen Sie neue Notfallcodes: Das beendet die bisherigen und alles, was mit ihnen geöffnet wurde. Sehen Sie danach unter „Was passiert ist“ nach. Haben Sie kein Gerät, sagen Sie dem Betreiber von ${server} Bescheid.`,
    guess: 'Waren Sie das nicht, kennt vielleicht jemand eines Ihrer Passwörter: Ändern Sie es.',
    lookHere: (origin: string, server: string) =>
      `Öffnen Sie Nod (${origin}) auf einem Ihrer Geräte und sehen Sie unter „Was passiert ist“ nach: Dort steht, was Sie tun können. Haben Sie kein Gerät, öffnen Sie ${origin}/account mit einem Notfallcode oder sagen Sie dem Betreiber von ${server} Bescheid.`,
    end: (server: string, origin: string) =>
      `Diese Nachricht kommt von ${server}, ${origin}. Sie fragt nie nach einem Code oder Passwort.`,
  },

  /** The e-mail with a code. Its subject stands on locked screens, so the code isn’t in it. */
  code: {
    subject: (server: string) => `${server}: ein Code zum Anmelden`,
    /** `from`: an address and its place; may be empty. */
    asks: (application: string, username: string, from: string) =>
      `Jemand will sich bei ${application} als ${username} anmelden${from === '' ? '' : ` (von ${from})`}.`,
    notYou: (application: string) =>
      `Sind Sie das nicht, sagen Sie diesen Code niemandem und ändern Sie Ihr Passwort bei ${application}: Jemand kennt es.`,
    good: (minutes: number) =>
      `Er gilt einmal, für diese Anmeldung, ${counted(minutes, { one: '# Minute', other: '# Minuten' })} lang. Tippen Sie ihn nur auf der Seite ein, auf der Sie sich anmelden.`,
    end: (server: string, origin: string) =>
      `Diese Nachricht kommt von ${server}, ${origin}. Niemand, der Ihnen hilft, braucht diesen Code.`,
  },
};
