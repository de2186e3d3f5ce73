import type { NotificationWords } from './en.ts';

/**
 * The sentences of system notifications, but for those of ../happened. They are read on a locked screen (N7): an application, a device,
 * an address and its place; never a code, never the details of an action.
 */
export const notificationWords: NotificationWords = {
  /** For Intl; no sentence. */
  locale: 'de',

  actions: { approve: 'Freigeben', deny: 'Ablehnen' },
  /** Sentences that follow one another. */
  together: (sentences: readonly string[]) => sentences.join(' '),
  /** Facts in a row, such as a browser and a place. */
  facts: (facts: readonly string[]) => facts.join(', '),
  browserOn: (browser: string, system: string) => `${browser} auf ${system}`,

  request: {
    signIn: (username: string) => `Anmelden als ${username}?`,
    /** An application's own words for what is asked, without a mark at their end. */
    other: (title: string, username: string) => `${title}? Für ${username}.`,
    where: (facts: string) => `${facts}.`,
    typeCode: 'Öffnen Sie Nod und tippen Sie den Code ein.',
    openToAnswer: 'Öffnen Sie Nod, um zu antworten.',
  },
  letIn: {
    title: 'Ein Gerät zu Ihrem Konto hinzufügen?',
    asks: (device: string, username: string) => `${device} will als ${username} antworten.`,
    moveTitle: 'Mit Ihrem Konto umziehen?',
    moveAsks: (device: string, username: string) => `${device} will ${username} übernehmen.`,
    next: 'Nur, wenn Sie es in der Hand haben: Öffnen Sie Nod und tippen Sie die Ziffern ein, die es zeigt.',
  },
  /** How a request ended. The device that answered, or null. */
  ended: {
    approved: (device: string | null) => (device === null ? 'Ohne Gerät freigegeben.' : `Freigegeben auf ${device}.`),
    denied: (device: string | null) => `Abgelehnt${device === null ? '' : ` auf ${device}`}.`,
    reported: (device: string | null) => `Gemeldet${device === null ? '' : ` auf ${device}`}.`,
    expired: 'Diese Anfrage ist abgelaufen. Es wurde nichts freigegeben.',
    canceled: 'Diese Anfrage wurde zurückgezogen. Es wurde nichts freigegeben.',
    failed: 'Zu viele falsche Codes. Es wurde nichts freigegeben.',
  },
  answer: {
    wrongCode: 'Das war nicht der Code. Öffnen Sie Nod und tippen Sie ihn noch einmal ein.',
    notTaken: 'Ihre Antwort wurde nicht angenommen. Öffnen Sie Nod, um zu sehen, warum.',
    phishing: (host: string) => `Abgelehnt und gemeldet: ${host} hat diese Anmeldung gezeigt und ist eine Fälschung.`,
    keptOffline: {
      approve: 'Kein Netz. Ihre Freigabe ist vorgemerkt und wird gesendet, sobald Netz da ist.',
      deny: 'Kein Netz. Ihr Nein ist vorgemerkt und wird gesendet, sobald Netz da ist.',
      report: 'Kein Netz. Ihre Meldung ist vorgemerkt und wird gesendet, sobald Netz da ist.',
    },
    keptAway: {
      approve: 'Der Server antwortet nicht. Ihre Freigabe ist vorgemerkt und wird gesendet, sobald er antwortet.',
      deny: 'Der Server antwortet nicht. Ihr Nein ist vorgemerkt und wird gesendet, sobald er antwortet.',
      report: 'Der Server antwortet nicht. Ihre Meldung ist vorgemerkt und wird gesendet, sobald er antwortet.',
    },
    /** After the sentence of `ended`. */
    notCounted: 'Ihre Antwort zählt nicht.',
    tooLate: 'Zu spät: Diese Anfrage ist abgelaufen. Es wurde nichts freigegeben.',
  },
  test: {
    passed: 'Benachrichtigungen funktionieren.',
    failed: 'Der Test ließ sich nicht abschließen. Öffnen Sie Nod und versuchen Sie es erneut.',
  },
  unverified: 'Nod konnte eine Anfrage nicht prüfen. Öffnen Sie Nod, um zu sehen, was wartet.',
  update:
    'Eine Anfrage braucht eine neuere Version von Nod. Öffnen Sie Nod, um es zu aktualisieren, und beginnen Sie dann noch einmal.',
};
