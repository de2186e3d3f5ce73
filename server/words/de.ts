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
    'device.waits': 'Ein neues Gerät will ohne Zustimmung Ihrer Geräte aufgenommen werden',
    'device.suspended': 'Eines Ihrer Geräte wurde pausiert',
    'device.resumed': 'Eines Ihrer Geräte darf wieder antworten',
    'device.removed': 'Ein Gerät wurde aus Ihrem Konto entfernt',
    'device.moved': 'Ihr Konto ist auf ein anderes Gerät umgezogen',
    'device.objected': 'Ein pausiertes Gerät sagt, dass es Ihnen gehört',
    'device.renamed': 'Eines Ihrer Geräte hat einen anderen Namen',
    'device.idle': 'Eines Ihrer Geräte wurde lange nicht benutzt',
    'offline.added': 'Eines Ihrer Geräte kann Sie jetzt ohne Netz mit Ziffern anmelden',
    'verifier.added': 'Eines Ihrer Geräte fragt jetzt nach Finger, Gesicht oder PIN',
    'verifier.removed': 'Eines Ihrer Geräte fragt nicht mehr nach Finger, Gesicht oder PIN',
    'email.changed': 'Die E-Mail-Adresse für diese Nachrichten ändert sich',
    'fallback.used': 'Jemand hat sich ohne Gerät als Sie angemeldet',
    'fallback.closed': 'Ein Weg zum Anmelden ohne Gerät ist nach falschen Codes gesperrt',
    'totp.added': 'Eine andere App kann Sie jetzt mit sechs Ziffern anmelden',
    'totp.removed': 'Die App, die Sie mit sechs Ziffern anmelden konnte, kann es nicht mehr',
    'bypass.made': 'Für Sie wurde ein Einmalcode zum Anmelden ohne Gerät erstellt',
    'recovery.used': 'Einer Ihrer Notfallcodes wurde benutzt',
    'recovery.codes_made': 'Für Ihr Konto wurden Notfallcodes erstellt',
    'account.session_opened': 'Ihre Kontoseite wurde mit einem Code geöffnet',
    'login.failed': 'Eine Anmeldung endete nach falschen Codes',
    'application.quarantined': 'Eine Anwendung kann Sie nach einer Meldung vorerst nicht benachrichtigen',
    'approval.disowned': 'Jemand sagt, dass eine Anmeldung nicht von Ihnen war',
    'report.taken_back': 'Eine Meldung wurde zurückgenommen',
    'enrollment.refused': 'Ein neues Gerät konnte nicht hinzugefügt werden',
    'user.locked': 'Ihr Konto wurde vom Betreiber des Servers gesperrt',
    'user.unlocked': 'Ihr Konto wurde vom Betreiber des Servers entsperrt',
  },
  somethingHappened: 'Bei Ihrem Konto ist etwas passiert',
  sentence: (happened: string) => `${happened}.`,
  notification: (happened: string) => `${happened}. Öffnen Sie Nod, um zu sehen, was passiert ist.`,

  /** A notification of a device whose worker doesn't run: what shared/authenticator/words says, and shorter. */
  push: {
    signIn: (username: string) => `Anmelden als ${username}?`,
    browserOn: (browser: string, system: string) => `${browser} auf ${system}`,
    facts: (facts: readonly string[]) => facts.join(', '),
    typeCode: 'Öffnen Sie Nod und tippen Sie den Code ein.',
    test: {
      title: 'Benachrichtigungen funktionieren',
      body: 'Dieses Gerät kann jetzt Anfragen empfangen. Öffnen Sie Nod, um abzuschließen.',
    },
    approved: (device: string | undefined) =>
      device === undefined ? 'Ohne Gerät freigegeben' : `Freigegeben auf ${device}`,
    denied: (device: string) => `Abgelehnt auf ${device}`,
    reported: (device: string) => `Gemeldet auf ${device}`,
    expired: 'Diese Anfrage ist abgelaufen',
    canceled: 'Diese Anfrage wurde zurückgezogen',
    failed: 'Zu viele falsche Codes. Diese Anfrage ist vorbei',
  },

  /** The e-mail of what happened: what it says, its facts, and what to do for somebody who did not do it. */
  mail: {
    subject: (server: string, happened: string) => `${server}: ${happened}`,
    /** In front of the facts, each on its own line. */
    labels: {
      account: 'Konto',
      device: 'Gerät',
      by: 'Auslöser',
      application: 'Für',
      name: 'Name',
      when: 'Wann',
      howOften: 'Wie oft',
      from: 'Von wo',
      why: 'Warum',
      removed: 'Wird entfernt',
      counts: 'Gilt ab',
      letIn: 'Aufnahme',
    },
    fact: (label: string) => `${label}:`,
    howOften: (count: number, last: string) => `${count}-mal, zuletzt ${last}`,
    deviceOn: (device: string, platform: string) => `${device} (${platform})`,
    by: {
      operator: 'der Betreiber des Servers',
      application: 'die Anwendung',
      email: 'ein Link in einer E-Mail',
      recovery: 'jemand mit einem Notfallcode',
    },
    place: (address: string, place: string) => `${address}, ${place}`,
    renamed: (from: string, to: string) => `${from}, jetzt ${to}`,
    removedAt: (time: string) => `${time}, wenn es nicht vorher wieder aktiviert wird`,
    letInAt: (time: string) => `${time}, wenn Sie nicht Nein sagen`,
    letInAfter: (hours: number) =>
      counted(hours, {
        one: '# Stunde, nachdem jemand das gesehen hat, wenn Sie nicht Nein sagen',
        other: '# Stunden, nachdem jemand das gesehen hat, wenn Sie nicht Nein sagen',
      }),

    ifYou: 'Waren Sie das, ist nichts zu tun.',
    /** Before the link. */
    undo: 'Waren Sie das nicht, öffnen Sie diese Seite und drücken Sie dort den einzigen Knopf. Das Gerät und alles, was darüber aufgenommen wurde, kann von da an nichts mehr beantworten:',
    undoUntil: (time: string) => `Der Link gilt einmal, bis ${time}. Er kann sonst nichts.`,
    waits: {
      asked:
        'Jemand, der als Sie angemeldet ist, hat darum gebeten und hatte keines Ihrer Geräte zur Hand, um zuzustimmen.',
      no: 'Waren Sie das nicht, öffnen Sie diese Seite und sagen Sie Nein. Das Gerät wird endgültig abgewiesen, und eine Woche lang kann niemand so fragen. Ändern Sie dann Ihr Passwort dort, wo Sie sich anmelden: Jemand kennt es vielleicht.',
      begun: 'Waren Sie das, brauchen Sie nur zu warten.',
      begins:
        'Waren Sie das, sagen Sie es dort. Die Wartezeit beginnt dann oder sobald Nod auf einem Ihrer Geräte geöffnet wird und das zeigt.',
      until: (time: string) => `Der Link gilt bis ${time}. Er meldet niemanden an.`,
    },
    emailChanged: (origin: string, server: string): readonly string[] => [
      'Die neue Adresse gilt einen Tag nach dieser Nachricht. Bis dahin bekommen beide diese Nachricht, alle anderen gehen an die alte.',
      `Waren Sie das nicht, öffnen Sie innerhalb dieses Tages Nod (${origin}) auf einem Ihrer Geräte, tragen Sie Ihre Adresse wieder ein und sehen Sie unter „Was passiert ist“ nach. Haben Sie kein Gerät, sagen Sie es dem Betreiber von ${server}.`,
    ],
    idle: (origin: string) =>
      `Haben Sie dieses Gerät noch, öffnen Sie darauf einmal Nod (${origin}): Dann passiert nichts. Sonst wird es eine Woche nach der zweiten Nachricht dieser Art pausiert. Auf einem anderen Ihrer Geräte können Sie es wieder aktivieren.`,
    locked: (server: string) =>
      `Bis es entsperrt ist, kann sich niemand mit Nod als Sie anmelden, und Ihre Geräte werden nicht gefragt. Nichts wurde entfernt. Fragen Sie den Betreiber von ${server}, was passiert ist und wie es weitergeht.`,
    recovery: (origin: string, server: string) =>
      `Waren Sie das nicht, öffnen Sie sofort Nod (${origin}) auf einem Ihrer Geräte und erstellen Sie neue Notfallcodes: Damit gelten die alten nicht mehr, und was mit ihnen geöffnet wurde, wird geschlossen. Sehen Sie dann unter „Was passiert ist“ nach. Haben Sie kein Gerät, sagen Sie es dem Betreiber von ${server}.`,
    guess: 'Waren Sie das nicht, kennt jemand vielleicht ein Passwort von Ihnen: Ändern Sie es.',
    lookHere: (origin: string, server: string) =>
      `Öffnen Sie Nod (${origin}) auf einem Ihrer Geräte und sehen Sie unter „Was passiert ist“ nach: Dort steht, was Sie tun können. Haben Sie kein Gerät, öffnen Sie ${origin}/account mit einem Notfallcode oder sagen Sie es dem Betreiber von ${server}.`,
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
      `Sind Sie das nicht, sagen Sie niemandem diesen Code und ändern Sie Ihr Passwort bei ${application}: Jemand kennt es.`,
    good: (minutes: number) =>
      counted(minutes, {
        one: 'Er gilt einmal, für diese Anmeldung, innerhalb von # Minute. Tippen Sie ihn nur auf der Seite ein, auf der Sie sich gerade anmelden.',
        other:
          'Er gilt einmal, für diese Anmeldung, innerhalb von # Minuten. Tippen Sie ihn nur auf der Seite ein, auf der Sie sich gerade anmelden.',
      }),
    end: (server: string, origin: string) =>
      `Diese Nachricht kommt von ${server}, ${origin}. Niemand, der Ihnen hilft, braucht diesen Code.`,
  },
};
