import type { SuspensionView } from '../../../protocol/trust-api.ts';
import type { Here } from '../here.ts';
import type { trustWords as english } from '../trust-words.ts';

const who = (here: Here) => (here === 'phone' ? 'Dieses Handy' : 'Dieser Computer');

/**
 * What happened to an account, its devices one by one, and undoing: read by people who are worried. Apart from `words`, since
 * only screens that are loaded when they are opened say this.
 */
export const trustWords: typeof english = {
  happened: {
    lead: (saysSo: boolean) =>
      saysSo
        ? 'Was sich daran geändert hat, wer für Sie antwortet, und von wo. Waren Sie das nicht immer selbst, sagen Sie es hier und ändern Sie Ihr Passwort dort, wo Sie sich anmelden.'
        : 'Was sich daran geändert hat, wer für Sie antwortet, und von wo. Waren Sie das nicht immer selbst, ändern Sie Ihr Passwort dort, wo Sie sich anmelden.',
    empty: 'Noch nichts. Wird ein Gerät hinzugefügt, pausiert oder entfernt, steht es hier.',
    kept: 'Das ist der Stand, als Nod den Server zuletzt erreicht hat.',
    more: 'Früheres zeigen',
    loadingMore: 'Wird geladen…',
    times: (count: number) => `${count}-mal`,
    reason: (given: string) => `Grund: „${given}“`,
    undone: 'Sie haben gesagt: Das war ich nicht',
    notMe: 'Das war ich nicht',
    undoing: 'Wird pausiert…',
    askTitle: (name: string) => `Möchten Sie ${name} pausieren?`,
    askBody: (name: string) =>
      `${name} antwortet ab sofort nicht mehr für Sie, ebenso alle Geräte, die darüber aufgenommen wurden. Sie können sie wieder aktivieren.`,
    askConfirm: 'Pausieren',
    that: 'das betreffende Gerät',
    letIn: (when: string) => `wird am ${when} aufgenommen`,
    letInAfter: (delay: string) => `wird ${delay}, nachdem Sie das gesehen haben, aufgenommen`,
    waits: {
      no: 'Nein, abweisen',
      saying: 'Wird abgewiesen…',
      askTitle: (name: string) => `Möchten Sie ${name} abweisen?`,
      askBody:
        'Es wird nicht aufgenommen, und eine Woche lang kann niemand darum bitten, ohne Zustimmung aufgenommen zu werden. Wurde es gerade eben aufgenommen, wird es pausiert.',
      askConfirm: 'Abweisen',
      done: 'Sie haben Nein gesagt',
    },
    deniedTitle: 'Abgewiesen',
    deniedBody:
      'Zu Ihrem Konto wurde nichts hinzugefügt. Ändern Sie Ihr Passwort dort, wo Sie sich anmelden: Jemand kennt es vielleicht.',
    pausedTitle: (names: string) => `Pausiert: ${names}`,
    pausedBody:
      'Keines davon antwortet mehr für Sie. Ändern Sie Ihr Passwort dort, wo Sie sich anmelden: Jemand kennt es vielleicht.',
    devices: 'Ihre Geräte ansehen',
  },

  device: {
    unknown: 'Dieses Gerät gehört nicht mehr zu Ihrem Konto.',
    kinds: { pwa: 'Nod auf einem Handy oder im Browser', extension: 'Nod im Browser eines Computers' },
    facts: 'Was darüber bekannt ist',
    added: 'In Ihrem Konto seit',
    lastSeen: 'Zuletzt gesehen',
    letIn: 'Aufgenommen',
    fingerprint: 'Prüfzeichen',
    fingerprintHint: 'Daran unterscheiden Sie zwei Geräte mit demselben Namen.',
    confirms: 'Fragt nach Finger, Gesicht oder PIN',
    vouched: {
      first: 'Es war das erste',
      operator: 'Vom Betreiber des Servers',
      recovery: 'Mit einem Notfallcode',
      off: 'Ohne ein anderes Gerät zu fragen',
      waited: 'Nach einer Wartezeit, in der niemand Nein sagte',
      device: (name: string) => `Mit Zustimmung von ${name}`,
      moved: (name: string) => `Anstelle von ${name}`,
      someDevice: 'einem Gerät, das es nicht mehr gibt',
    },
    name: 'Name',
    rename: 'Namen speichern',
    renaming: 'Wird gespeichert…',
    nameMissing: 'Geben Sie dem Gerät einen Namen.',
    pause: 'Pausieren',
    pausing: 'Wird pausiert…',
    pauseTitle: (name: string) => `${name} pausieren?`,
    pauseBody: 'Das Gerät antwortet ab sofort nicht mehr für Sie. Sie können es hier jederzeit wieder aktivieren.',
    pauseConfirm: 'Pausieren',
    resume: 'Wieder aktivieren',
    resuming: 'Wird wieder aktiviert…',
    resumeTitle: (name: string) => `${name} wieder aktivieren?`,
    resumeBody: 'Das Gerät antwortet dann überall wieder für Sie. Tun Sie das nur, wenn Sie wissen, wo es ist.',
    remove: 'Entfernen',
    removing: 'Wird entfernt…',
    removeTitle: (name: string) => `${name} entfernen?`,
    removeBody:
      'Das Gerät wird jetzt pausiert und in einem Tag endgültig entfernt. Bis dahin können Sie es hier oder auf einem anderen Ihrer Geräte wieder aktivieren.',
    removeThisBody: (here: Here) =>
      here === 'phone'
        ? 'Das ist das Handy in Ihrer Hand. Es antwortet ab sofort und endgültig nicht mehr für Sie. Um es wieder zu benutzen, koppeln Sie es neu.'
        : 'Das ist der Computer vor Ihnen. Er antwortet ab sofort und endgültig nicht mehr für Sie. Um ihn wieder zu benutzen, koppeln Sie ihn neu.',
    removeConfirm: 'Gerät entfernen',
    lastTitle: 'Das ist Ihr letzter Zugang',
    lastBody:
      'Danach antwortet nichts mehr für Sie. Wo Nod gefragt wird, können Sie sich erst wieder anmelden, wenn der Betreiber des Servers hilft.',
    lastBodyCodes:
      'Danach antwortet nichts mehr für Sie. Wo Nod gefragt wird, können Sie sich erst wieder anmelden, wenn Sie mit einem Ihrer Notfallcodes ein neues Gerät aufgenommen haben.',
    lastConfirm: 'Trotzdem fortfahren',
  },

  /** Instead of words.removeOffline, of an account that is locked: the server was told, and refused. */
  removeLocked: (here: Here) => ({
    title: 'Ihr Konto ist gesperrt',
    body:
      here === 'phone'
        ? 'Dieses Handy vergisst es jetzt, aber der Server nimmt von hier nichts an, solange Ihr Konto gesperrt ist, und erfährt es auch später nicht. Er führt dieses Handy in der Liste, bis der Betreiber des Servers es entfernt.'
        : 'Dieser Computer vergisst es jetzt, aber der Server nimmt von hier nichts an, solange Ihr Konto gesperrt ist, und erfährt es auch später nicht. Er führt diesen Computer in der Liste, bis der Betreiber des Servers ihn entfernt.',
  }),

  paused: {
    title: (here: Here) => `${who(here)} ist pausiert`,
    lead: 'Es kommen keine Anfragen, und Antworten von hier zählen nicht.',
    account: 'Konto',
    when: 'Seit',
    why: 'Warum',
    removal: 'Wird endgültig entfernt',
    removalAt: (when: string) => `${when}, wenn keines Ihrer anderen Geräte es vorher wieder aktiviert`,
    someDevice: 'ein anderes Ihrer Geräte',
    mineTitle: 'Wenn es Ihres ist und weiter antworten soll',
    mineBody: (until: string) =>
      `Aktivieren Sie es auf einem anderen Ihrer Geräte wieder. Hat das andere Gerät jemand anders, sagen Sie das hier bis ${until}.`,
    mine: 'Es ist meins',
    objecting: 'Wird gesendet…',
    askTitle: 'Auch das andere pausieren?',
    askBody:
      'Dann ist auch das Gerät pausiert, das dieses hier pausiert hat. Keines von beiden antwortet für Sie, bis der Betreiber des Servers entschieden hat. Sagen Sie das nur, wenn jemand anders das andere Gerät hat.',
    askConfirm: 'Beide pausieren',
    waitsTitle: 'Der Betreiber des Servers entscheidet',
    waitsBody:
      'Rufen Sie dort an oder gehen Sie vorbei, und sagen Sie, was passiert ist: Dort kann man das Gerät, das Ihres ist, wieder aktivieren.',
    otherBody: 'Aktivieren Sie es auf einem anderen Ihrer Geräte wieder, unter „Konto“.',
    backTitle: (here: Here) => `${who(here)} antwortet wieder für Sie`,
    backBody: 'Das Gerät wurde wieder aktiviert. Es ist nichts mehr zu tun.',
  },

  takeBack: {
    press: 'Aus Versehen gesendet? Zurücknehmen',
    pressing: 'Wird zurückgenommen…',
    doneTitle: 'Ihre Meldung ist zurückgenommen',
    done: (application: string) =>
      `${application} kann Sie wieder benachrichtigen. Diese Anfrage bleibt abgelehnt: Waren Sie es, beginnen Sie dort neu, wo Sie sich anmelden.`,
  },

  /** Of a past request that was approved within a day. */
  disown: {
    notMe: 'Das war ich nicht',
    telling: 'Die Website erfährt es…',
    said: 'Sie haben gesagt, dass Sie das nicht waren.',
    askTitle: (application: string) => `Haben nicht Sie sich bei ${application} angemeldet?`,
    askBody: (application: string) =>
      `${application} erfährt es und kann beenden, was damit begonnen wurde. Das Gerät, das geantwortet hat, wird pausiert, außer es ist dieses hier oder war schon vor ihm da.`,
    askConfirm: 'Das war ich nicht',
    toldTitle: (application: string) => `${application} weiß Bescheid`,
    pausedTitle: (application: string, device: string) => `${application} weiß Bescheid, und „${device}“ ist pausiert`,
    toldBody: 'Ändern Sie dort auch Ihr Passwort: Wer sich angemeldet hat, kennt es.',
    devices: 'Ihre Geräte ansehen',
  },

  /** Why a device is paused: first on the device itself (`by` did it), then in the list of another one. */
  why: {
    undo: (by: string) => `${by} sagte „Das war ich nicht“`,
    list: (by: string) => `${by} hat es pausiert`,
    removal: (by: string) => `${by} hat es entfernt`,
    replaced: () => 'Es wurde neu gekoppelt und steht ein zweites Mal in der Liste',
    moved: (by: string) => `${by} hat das Konto übernommen`,
    objection: () => 'Zwei Geräte sagen voneinander, dass das andere nicht Ihres ist',
    wrong_codes: () => 'Es wurden zu viele falsche Codes eingetippt',
    idle: () => 'Es wurde lange nicht benutzt',
    operator: () => 'Der Betreiber des Servers hat es pausiert',
  } satisfies Record<SuspensionView['why'], (by: string) => string>,
  whyAccountPage: 'Es wurde auf der Kontoseite mit einem Notfallcode pausiert',
  until: (when: string) => `Wird am ${when} endgültig entfernt`,

  waitLink: {
    title: 'Ein neues Gerät möchte aufgenommen werden',
    lead: 'Sie haben den Link in einer E-Mail über Ihr Konto geöffnet.',
    body: 'Jemand, der als Sie angemeldet ist, will ein Gerät hinzufügen. Keines Ihrer anderen Geräte war zur Hand, um zuzustimmen. Waren Sie es nicht, sagen Sie Nein: Das Gerät wird abgewiesen, und eine Woche lang kann niemand so fragen.',
    press: 'Nein, abweisen',
    pressing: 'Wird abgewiesen…',
    seenBody:
      'Waren Sie es, sagen Sie das: Dann beginnt die Wartezeit, und bis sie vorbei ist, können Sie hier noch Nein sagen.',
    seen: 'Ich habe das gesehen, und ich war es',
    seeing: 'Wird gesendet…',
    seenTitle: 'Die Wartezeit läuft',
    seenDone: (when: string) =>
      `Das neue Gerät wird am ${when} aufgenommen, wenn weder Sie noch eines Ihrer Geräte Nein sagt. Heben Sie die E-Mail bis dahin auf.`,
    doneTitle: 'Abgewiesen',
    doneBody:
      'Das neue Gerät wurde nicht zu Ihrem Konto hinzugefügt. Ändern Sie jetzt Ihr Passwort dort, wo Sie sich anmelden: Jemand kennt es vielleicht.',
  },

  undoLink: {
    title: 'Waren Sie das nicht?',
    lead: 'Sie haben den Link in einer E-Mail über Ihr Konto geöffnet.',
    body: 'Mit dem Knopf wird das Gerät aus der E-Mail sofort pausiert, und mit ihm jedes Gerät, das darüber aufgenommen wurde. Es lässt sich wieder aktivieren. Waren Sie es selbst, schließen Sie diese Seite: Nichts hat sich geändert.',
    press: 'Das war ich nicht, pausieren',
    pressing: 'Wird pausiert…',
    doneTitle: (names: string) => `Pausiert: ${names}`,
    doneBody:
      'Keines davon antwortet mehr für Sie. Ändern Sie jetzt Ihr Passwort dort, wo Sie sich anmelden, und sehen Sie in Nod auf einem Gerät, das Ihres ist, Ihre Geräte an.',
    missingTitle: 'Öffnen Sie den Link noch einmal',
    missingBody:
      'Was er mitgebracht hat, ist hier nicht mehr da. Tippen Sie in der E-Mail noch einmal darauf. Bis Sie den Knopf drücken, bleibt er gültig.',
  },

  email: {
    what: 'Nod schreibt, wenn ein Gerät hinzugefügt, pausiert oder entfernt wird. In jeder E-Mail steht, wie Sie es rückgängig machen.',
    field: (username: string, place: string) => `E-Mail-Adresse für ${username} auf ${place}`,
    hint: 'Lassen Sie das Feld leer, wenn Sie keine E-Mails möchten.',
    wrong: 'Das ist keine E-Mail-Adresse.',
    save: 'Adresse speichern',
    saving: 'Wird gespeichert…',
    counts: (when: string) =>
      `Gilt ab ${when}. Bis dahin gehen E-Mails an die bisherige Adresse, falls es eine gab. Auch dorthin kommt ein Hinweis auf die Änderung.`,
  },
};
