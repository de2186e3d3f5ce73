import { countedIn } from '../../shared/languages/counted.ts';
import type { DemoWords } from './en.ts';

const counted = countedIn('de');

/** What the site says: a harbour for notes, calm and a little playful. Its name stays as it is. */
export const demoWords: DemoWords = {
  /** For dates by Intl; no sentence. */
  locale: 'de',

  site: {
    footer: 'Eine kleine Website, die zeigt, wie Anmelden mit Nod geht.',
    pages: 'Seiten',
    notes: 'Notizen',
    devices: 'Geräte',
    signOut: 'Abmelden',
    optional: 'freiwillig',
  },
  landing: {
    title: 'Notizen, die im Hafen bleiben',
    heading: 'Notizen, die im Hafen bleiben.',
    lead: 'Schreiben Sie etwas auf und kommen Sie später wieder. Zum Anmelden braucht es Ihr Passwort und ein Ja von Ihrem Handy. Ein Passwort, das jemand erfährt, öffnet also nichts.',
    goOn: 'Weiter anmelden',
    /** The first words of each step stand out. */
    steps: [
      { first: 'Anlegen:', rest: ' ein Konto mit einem Passwort.' },
      { first: 'Koppeln:', rest: ' Ihr Handy, ein einziges Mal.' },
      { first: 'Anmelden:', rest: ' Ihr Handy fragt, Sie übertragen sechs Ziffern.' },
    ],
  },
  signUp: {
    title: 'Konto anlegen',
    lead: 'Danach koppeln Sie Ihr Handy. Das dauert etwa eine Minute.',
    username: 'Name zum Anmelden',
    usernameHint: '3 bis 32 Buchstaben, Ziffern, Punkte oder Bindestriche.',
    displayName: 'Name, den andere sehen',
    go: 'Konto anlegen',
    haveOne: 'Sie haben schon eines?',
    usernameWrong: 'Wählen Sie 3 bis 32 Buchstaben, Ziffern, Punkte oder Bindestriche.',
    usernameTaken: 'Dieser Name ist vergeben. Wählen Sie einen anderen.',
    tooMany: 'Von hier aus wurden zu viele Konten angelegt. Warten Sie zehn Minuten, dann geht es weiter.',
    displayNameLong: 'Wählen Sie höchstens 60 Zeichen.',
    displayNameWrong: 'Nehmen Sie nur Buchstaben, Ziffern und Leerzeichen.',
  },
  password: {
    label: 'Passwort',
    hint: (least: number) => `Mindestens ${least} Zeichen. Ein paar Wörter hintereinander sind gut.`,
    tooShort: (least: number) => `Wählen Sie mindestens ${least} Zeichen.`,
    tooLong: (most: number) => `Wählen Sie höchstens ${most} Zeichen.`,
    holdsName: 'Wählen Sie ein Passwort ohne Ihren Namen.',
    title: 'Ihr Passwort',
    change: 'Passwort ändern',
    lead: 'Vielleicht kennt es jemand anderes? Ändern Sie es jetzt: Wo es zum Anmelden benutzt wurde, ist dann Schluss.',
    current: 'Bisheriges Passwort',
    new: 'Neues Passwort',
    go: 'Passwort ändern',
    wrong: 'Das ist nicht Ihr Passwort. Prüfen Sie es und versuchen Sie es noch einmal.',
    same: 'Das ist das bisherige. Wählen Sie ein anderes.',
    changed: 'Ihr Passwort ist geändert',
    changedBody: 'Überall sonst sind Sie abgemeldet, und jeder, der das bisherige kannte, auch.',
    toNotes: 'Weiter zu Ihren Notizen',
    toDevices: 'Ihre Geräte ansehen',
  },
  signIn: {
    title: 'Anmelden',
    lead: 'Dann fragt Ihr Handy, ob Sie es sind.',
    username: 'Name',
    go: 'Weiter',
    newHere: 'Neu hier?',
    wrong: 'Name und Passwort passen nicht zusammen. Prüfen Sie beides und versuchen Sie es noch einmal.',
    tooMany: (time: string) => `Zu viele Versuche. Sie können es ${time} noch einmal versuchen.`,
  },
  waiting: {
    title: 'Antworten Sie auf Ihrem Handy',
    heading: (username: string) => `Anmelden als ${username}`,
    cancel: 'Abbrechen',
    noNotification: 'Keine Benachrichtigung? Öffnen Sie Nod selbst: Dort wartet die Anfrage.',
    changePassword: 'Jetzt Passwort ändern',
    again: 'Noch einmal versuchen',
    back: 'Zurück zum Anmelden',
    /** Without scripts. */
    typeCode: 'Öffnen Sie Nod auf Ihrem Handy und tippen Sie diesen Code ein. Dann geht es weiter.',
    answer: 'Öffnen Sie Nod und antworten Sie dort. Dann geht es weiter.',
    answered: 'Ich habe geantwortet',
  },
  pairing: {
    title: 'Handy koppeln',
    first: 'Koppeln Sie jetzt Ihr Handy',
    firstHere: 'Koppeln Sie jetzt Nod',
    another: 'Weiteres Gerät koppeln',
    /** Before and after the name of the account. */
    lead: ['Von da an sagt es Ja oder Nein, wenn sich jemand anmeldet als ', '.'],
    back: 'Zurück zu Ihren Geräten',
    code: 'Kopplungscode',
    qr: 'QR-Code mit dem Kopplungslink',
    /** Before and after an address. */
    open: ['Öffnen Sie auf Ihrem Handy ', '.'],
    scan: 'Scannen Sie dort dieses Bild, oder tippen Sie den Code ein.',
    allow: 'Erlauben Sie Benachrichtigungen, wenn Sie gefragt werden.',
    openHere: 'Öffnen Sie Nod in einem anderen Fenster. Es vertritt Ihr Handy.',
    confirmHere: 'Sagen Sie dort, dass das Ihr Konto ist, und erlauben Sie Benachrichtigungen.',
    letIn: 'Es zeigt sechs Ziffern: Tippen Sie sie in Nod auf einem Gerät ein, das Sie schon haben.',
    instead: 'Nod stattdessen auf diesem Gerät öffnen',
    openWindow: 'Nod in einem anderen Fenster öffnen',
    orType: 'Oder tippen Sie dort diesen Code ein:',
    localhost:
      'Ein Handy kann localhost nicht öffnen: Das ist immer das Gerät selbst. Unter „On your phone“ in README.md steht, was stattdessen geht.',
    /** Before the time, such as 9:05. */
    left: 'Gilt einmal. Noch: ',
    newCode: 'Neuen Code erstellen',
    none: 'Der letzte Code ist abgelaufen, oder es gab noch keinen.',
    make: 'Kopplungscode erstellen',
    done: 'Es ist gekoppelt',
    waiting: 'Warten auf Ihr Handy.',
    waitingHere: 'Warten auf Nod.',
    checking: 'Gefunden. Es prüft, ob Benachrichtigungen ankommen.',
    asking: 'Gefunden. Zeigt es sechs Ziffern, tippen Sie sie in Nod auf einem Gerät ein, das Sie schon haben.',
    refused: 'Es wurde nicht aufgenommen. War das ein Versehen, erstellen Sie einen neuen Code.',
    paired: 'Gekoppelt. Melden Sie sich jetzt damit an.',
    over: 'Dieser Code ist abgelaufen. Erstellen Sie einen neuen.',
  },
  devices: {
    title: 'Ihre Geräte',
    lead: (username: string) => `Sie werden gefragt, wenn sich jemand als ${username} anmeldet.`,
    only: 'Das ist Ihr einziges Gerät: Ohne dieses können Sie sich nicht anmelden. Koppeln Sie ein zweites, solange Sie es haben.',
    active: 'Bereit',
    activePull: 'Bereit, solange Nod darauf geöffnet ist',
    pending: 'Noch nicht fertig gekoppelt',
    pendingLetIn: 'Wartet, bis Sie es auf einem anderen Gerät aufnehmen',
    suspended: 'Pausiert: Sehen Sie in Nod nach',
    revoked: 'Entfernt',
    paired: (time: string) => `Gekoppelt ${time}`,
    remove: 'Entfernen',
    removeNamed: (device: string) => `${device} entfernen`,
    removePaired: (device: string, time: string) => `${device} entfernen, gekoppelt ${time}`,
  },
  notes: {
    title: 'Ihre Notizen',
    hello: (name: string) => `Ahoi, ${name}.`,
    new: 'Neue Notiz',
    placeholder: 'Was soll bleiben?',
    keep: 'Behalten',
    emptyTitle: 'Hier liegt noch nichts vor Anker.',
    empty: 'Ihre erste Notiz wird an diesem Kai liegen.',
    throwAway: 'Wegwerfen',
    throwAwayNamed: (note: string) => `Wegwerfen: ${note}`,
    /** How this session was signed in, as its receipt says. */
    fallback: (how: string) => `Ohne Gerät angemeldet, ${how}`,
    approved: (how: string) => `Freigegeben, ${how}`,
    approvedOn: (device: string, how: string) => `Freigegeben auf ${device}, ${how}`,
    typed: {
      offline: 'mit acht Ziffern eines Handys ohne Netz',
      totp: 'mit einem Code einer Anmelde-App',
      email: 'mit einem Code aus einer E-Mail',
      bypass: 'mit einem Einmalcode des Betreibers',
    },
    matched: { code: 'mit dem übertragenen Code', origin: 'in genau diesem Browser', none: 'mit einem Tippen' },
    receipt:
      'So steht es im signierten Beleg. Bevor Sie hineinkamen, hat die Website seine Unterschrift geprüft, und dass er für diese Website, diese Anmeldung und diese Person gilt.',
    none: 'keiner',
  },
  trouble: {
    again: 'Noch einmal versuchen',
    changePassword: 'Passwort ändern',
    back: 'Zurück zum Anmelden',
    start: 'Startseite öffnen',
    limit: {
      title: 'Ihre Geräte haben eine Pause',
      text: (time: string) =>
        `Mehrere Anfragen gingen hinaus, und keine wurde freigegeben. Waren es nicht Ihre, ändern Sie jetzt Ihr Passwort. Sonst versuchen Sie es ${time} noch einmal.`,
    },
    backingOff: {
      title: 'Eine kurze Pause',
      text: (time: string) =>
        `Nach falschen Codes macht das Anmelden eine Weile Pause. Versuchen Sie es ${time} noch einmal.`,
    },
    quarantined: {
      title: 'Anmelden ist pausiert',
      text: (time: string) =>
        `Eine Anfrage wurde mit „Das war ich nicht“ beantwortet. Haben nicht Sie es versucht, kennt jemand Ihr Passwort: Ändern Sie es jetzt dort, wo Sie angemeldet sind, oder sobald Sie sich wieder anmelden können, ${time}.`,
    },
    noDevice: {
      title: 'Kein Gerät kann antworten',
      text: 'Keines Ihrer Geräte kann das beantworten: Entweder ist keines mehr in Gebrauch, oder diese Website nimmt eine Freigabe nur von der Browser-Erweiterung an. Wer sie betreibt, kann mit Ihnen ein anderes koppeln.',
    },
    unreachable: {
      title: 'Nod ist nicht erreichbar',
      text: 'Ihr Passwort stimmt, aber Ihre Geräte können gerade nicht gefragt werden. Warten Sie ein wenig und versuchen Sie es noch einmal.',
    },
    untrusted: {
      title: 'Dieser Antwort ist nicht zu trauen',
      text: 'Sie sagt „freigegeben“, aber der Nachweis dazu passt nicht. Niemand wurde angemeldet.',
    },
    notNow:
      'Sie haben freigegeben, aber Ihre Antwort lässt sich gerade nicht prüfen. Warten Sie ein wenig, dann geht es weiter.',
    goOn: 'Weiter',
    noCode:
      'Ihr Konto ist fertig, aber es ließ sich kein Kopplungscode erstellen. Warten Sie ein wenig, dann geht es weiter.',
    noList: 'Ihre Geräte lassen sich gerade nicht anzeigen. Warten Sie ein wenig und laden Sie die Seite neu.',
    toNotes: 'Zurück zu Ihren Notizen',
    outOfDate: {
      title: 'Dieses Formular ist veraltet',
      text: 'Es wurde geöffnet, bevor Sie sich an- oder abgemeldet haben, oder es kam von einer anderen Website. Geändert wurde nichts.',
    },
    noPage: {
      title: 'Diese Seite gibt es nicht',
      text: 'Vielleicht ist die Adresse vertippt, oder die Seite ist umgezogen.',
    },
    failed: {
      title: 'Hier ist etwas schiefgegangen',
      text: 'Das liegt an uns, nicht an Ihnen. Geändert wurde nichts; versuchen Sie es gleich noch einmal.',
    },
  },
  /** For "try again …". */
  inTime: {
    minutesSoon: 'in ein paar Minuten',
    seconds: (count: number) => counted(count, { one: 'in # Sekunde', other: 'in # Sekunden' }),
    minutes: (count: number) => counted(count, { one: 'in # Minute', other: 'in # Minuten' }),
    hours: (count: number) => counted(count, { one: 'in # Stunde', other: 'in # Stunden' }),
  },
};
