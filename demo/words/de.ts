import { countedIn } from '../../shared/languages/counted.ts';
import type { DemoWords } from './en.ts';

const counted = countedIn('de');

/** What the site says: a harbour for notes, calm and a little playful. Its name stays as it is. */
export const demoWords: DemoWords = {
  /** For dates by Intl; no sentence. */
  locale: 'de',

  site: {
    footer: 'Eine kleine Website, die zeigt, wie das Anmelden mit Nod geht.',
    pages: 'Seiten',
    notes: 'Notizen',
    devices: 'Geräte',
    signOut: 'Abmelden',
    optional: 'freiwillig',
  },
  landing: {
    title: 'Notizen im sicheren Hafen',
    heading: 'Notizen im sicheren Hafen.',
    lead: 'Schreiben Sie etwas auf und kommen Sie später wieder. Zum Anmelden braucht es Ihr Passwort und ein Ja von Ihrem Handy. Ein Passwort, das in falsche Hände gerät, öffnet hier nichts.',
    goOn: 'Anmeldung fortsetzen',
    /** The first words of each step stand out. */
    steps: [
      { first: 'Erstellen', rest: ' Sie ein Konto mit einem Passwort.' },
      { first: 'Koppeln', rest: ' Sie Ihr Handy damit, einmal.' },
      { first: 'Anmelden:', rest: ' Ihr Handy fragt, Sie übertragen sechs Ziffern.' },
    ],
  },
  signUp: {
    title: 'Konto erstellen',
    lead: 'Danach koppeln Sie Ihr Handy. Das dauert etwa eine Minute.',
    username: 'Name zum Anmelden',
    usernameHint: '3 bis 32 Buchstaben, Ziffern, Punkte oder Bindestriche.',
    displayName: 'Name, den andere sehen',
    go: 'Konto erstellen',
    haveOne: 'Sie haben schon eines?',
    usernameWrong: 'Wählen Sie 3 bis 32 Buchstaben, Ziffern, Punkte oder Bindestriche.',
    usernameTaken: 'Dieser Name ist vergeben. Wählen Sie einen anderen.',
    tooMany: 'Von hier wurden zu viele Konten erstellt. Warten Sie zehn Minuten und machen Sie dann weiter.',
    displayNameLong: 'Wählen Sie höchstens 60 Zeichen.',
    displayNameWrong: 'Nehmen Sie nur Buchstaben, Ziffern und Leerzeichen.',
  },
  password: {
    label: 'Passwort',
    hint: (least: number) => `Mindestens ${least} Zeichen. Gut sind ein paar Wörter hintereinander.`,
    tooShort: (least: number) => `Wählen Sie mindestens ${least} Zeichen.`,
    tooLong: (most: number) => `Wählen Sie höchstens ${most} Zeichen.`,
    holdsName: 'Wählen Sie ein Passwort, in dem Ihr Name nicht vorkommt.',
    title: 'Ihr Passwort',
    change: 'Ihr Passwort ändern',
    lead: 'Kennt es vielleicht jemand anders? Ändern Sie es jetzt: Wer sonst damit angemeldet ist, wird abgemeldet.',
    current: 'Bisheriges Passwort',
    new: 'Neues Passwort',
    go: 'Passwort ändern',
    wrong: 'Das ist nicht Ihr Passwort. Prüfen Sie es und versuchen Sie es dann erneut.',
    same: 'Das ist das alte. Wählen Sie ein anderes.',
    changed: 'Ihr Passwort ist geändert',
    changedBody: 'Überall sonst sind Sie abgemeldet, und auch jeder, der das alte kannte.',
    toNotes: 'Weiter zu Ihren Notizen',
    toDevices: 'Ihre Geräte ansehen',
  },
  signIn: {
    title: 'Anmelden',
    lead: 'Danach fragt Ihr Handy, ob Sie es sind.',
    username: 'Name',
    go: 'Weiter',
    newHere: 'Neu hier?',
    wrong: 'Name und Passwort gehören nicht zusammen. Prüfen Sie beides und versuchen Sie es dann erneut.',
    tooMany: (time: string) => `Zu viele Versuche. Sie können es ${time} erneut versuchen.`,
  },
  waiting: {
    title: 'Antworten Sie auf Ihrem Handy',
    heading: (username: string) => `Anmelden als ${username}`,
    cancel: 'Abbrechen',
    noNotification: 'Keine Benachrichtigung? Öffnen Sie Nod selbst: Dort wartet die Anfrage.',
    changePassword: 'Jetzt Ihr Passwort ändern',
    again: 'Erneut versuchen',
    back: 'Zurück zur Anmeldung',
    /** Without scripts. */
    typeCode: 'Öffnen Sie Nod auf Ihrem Handy und tippen Sie diesen Code ein. Machen Sie dann weiter.',
    answer: 'Öffnen Sie Nod und antworten Sie dort. Machen Sie dann weiter.',
    answered: 'Ich habe geantwortet',
  },
  pairing: {
    title: 'Ihr Handy koppeln',
    first: 'Koppeln Sie jetzt Ihr Handy',
    firstHere: 'Koppeln Sie jetzt Nod',
    another: 'Weiteres Gerät koppeln',
    /** Before and after the name of the account. */
    lead: ['Von nun an sagt es Ja oder Nein, wenn sich jemand anmeldet als ', '.'],
    back: 'Zurück zu Ihren Geräten',
    code: 'Kopplungscode',
    qr: 'QR-Code mit dem Kopplungslink',
    /** Before and after an address. */
    open: ['Öffnen Sie auf Ihrem Handy ', '.'],
    scan: 'Scannen Sie dort dieses Bild oder tippen Sie den Code ein.',
    allow: 'Erlauben Sie Benachrichtigungen, wenn Sie gefragt werden.',
    openHere: 'Öffnen Sie Nod in einem anderen Fenster. Es ersetzt hier Ihr Handy.',
    confirmHere: 'Sagen Sie dort, dass das Ihr Konto ist, und erlauben Sie Benachrichtigungen.',
    letIn: 'Es zeigt sechs Ziffern: Tippen Sie sie in Nod auf einem Gerät ein, das Sie schon haben.',
    instead: 'Nod stattdessen auf diesem Gerät öffnen',
    openWindow: 'Nod in einem anderen Fenster öffnen',
    orType: 'Oder tippen Sie dort diesen Code ein:',
    localhost:
      'Ein Handy kann localhost nicht öffnen: Das ist immer das Gerät selbst. „On your phone“ in README.md sagt, was Sie stattdessen tun.',
    /** Before the time, such as 9:05. */
    left: 'Gilt einmal. Noch ',
    newCode: 'Neuen Code erstellen',
    none: 'Der letzte Code ist abgelaufen, oder es gibt noch keinen.',
    make: 'Kopplungscode erstellen',
    done: 'Es ist gekoppelt',
    waiting: 'Wartet auf Ihr Handy.',
    waitingHere: 'Wartet auf Nod.',
    checking: 'Gefunden. Es prüft gerade, ob Benachrichtigungen ankommen.',
    asking: 'Gefunden. Zeigt es sechs Ziffern, tippen Sie sie in Nod auf einem Gerät ein, das Sie schon haben.',
    refused: 'Es wurde nicht aufgenommen. War das ein Versehen, erstellen Sie einen neuen Code.',
    paired: 'Gekoppelt. Melden Sie sich jetzt damit an.',
    over: 'Dieser Code ist abgelaufen. Erstellen Sie einen neuen.',
  },
  devices: {
    title: 'Ihre Geräte',
    lead: (username: string) => `Diese Geräte werden gefragt, wenn sich jemand als ${username} anmeldet.`,
    only: 'Das ist Ihr einziges Gerät: Ohne es können Sie sich nicht anmelden. Koppeln Sie ein zweites, solange Sie es haben.',
    active: 'Bereit',
    activePull: 'Bereit, solange Nod darauf offen ist',
    pending: 'Koppeln nicht abgeschlossen',
    pendingLetIn: 'Wartet, bis Sie es auf einem anderen Gerät aufnehmen',
    suspended: 'Pausiert: Sehen Sie in Nod nach',
    revoked: 'Entfernt',
    paired: (time: string) => `Gekoppelt: ${time}`,
    remove: 'Entfernen',
    removeNamed: (device: string) => `${device} entfernen`,
    removePaired: (device: string, time: string) => `${device} entfernen, gekoppelt: ${time}`,
  },
  notes: {
    title: 'Ihre Notizen',
    hello: (name: string) => `Ahoi, ${name}.`,
    new: 'Neue Notiz',
    placeholder: 'Was soll hier bleiben?',
    keep: 'Behalten',
    emptyTitle: 'Hier liegt noch nichts vor Anker.',
    empty: 'Ihre erste Notiz macht an diesem Kai fest.',
    throwAway: 'Wegwerfen',
    throwAwayNamed: (note: string) => `Wegwerfen: ${note}`,
    /** How this session was signed in, as its receipt says. */
    fallback: (how: string) => `Ohne Gerät angemeldet, ${how}`,
    approved: (how: string) => `Freigegeben, ${how}`,
    approvedOn: (device: string, how: string) => `Freigegeben auf ${device}, ${how}`,
    typed: {
      offline: 'mit acht Ziffern eines Handys ohne Netz',
      totp: 'mit einem Code aus einer Authenticator-App',
      email: 'mit einem Code aus einer E-Mail',
      bypass: 'mit einem Einmalcode vom Betreiber des Servers',
    },
    matched: { code: 'Sie haben den Code übertragen', origin: 'in genau diesem Browser', none: 'mit einmal Tippen' },
    receipt:
      'Das steht in der signierten Quittung. Bevor die Website Sie hereinließ, hat sie die Unterschrift geprüft, und dass die Quittung für diese Website, diese Anmeldung und diese Person ist.',
    none: 'keine',
  },
  trouble: {
    again: 'Erneut versuchen',
    changePassword: 'Ihr Passwort ändern',
    back: 'Zurück zur Anmeldung',
    start: 'Startseite öffnen',
    limit: {
      title: 'Ihre Geräte bekommen eine Pause',
      text: (time: string) =>
        `Mehrere Anfragen gingen hinaus, und keine wurde freigegeben. Waren sie nicht von Ihnen, ändern Sie jetzt Ihr Passwort. Sonst versuchen Sie es ${time} erneut.`,
    },
    backingOff: {
      title: 'Eine kurze Pause',
      text: (time: string) =>
        `Nach falschen Codes macht das Anmelden eine Weile Pause. Versuchen Sie es ${time} erneut.`,
    },
    quarantined: {
      title: 'Das Anmelden macht Pause',
      text: (time: string) =>
        `Eine Anfrage wurde mit „Das war ich nicht“ beantwortet. Haben nicht Sie es versucht, kennt jemand Ihr Passwort: Ändern Sie es jetzt dort, wo Sie angemeldet sind, oder sobald Sie sich wieder anmelden können, ${time}.`,
    },
    noDevice: {
      title: 'Kein Gerät kann antworten',
      text: 'Keines Ihrer Geräte kann das beantworten: Keines ist mehr in Gebrauch, oder diese Website nimmt eine Freigabe nur von der Browser-Erweiterung an. Wer sie betreibt, kann mit Ihnen ein anderes koppeln.',
    },
    unreachable: {
      title: 'Nod ist nicht erreichbar',
      text: 'Ihr Passwort war richtig, aber Ihre Geräte können gerade nicht gefragt werden. Warten Sie ein wenig und versuchen Sie es dann erneut.',
    },
    untrusted: {
      title: 'Diese Antwort ist nicht vertrauenswürdig',
      text: 'Darin steht „freigegeben“, aber der Nachweis dazu passt nicht. Niemand wurde angemeldet.',
    },
    notNow:
      'Sie haben freigegeben, aber Ihre Antwort lässt sich gerade nicht prüfen. Warten Sie ein wenig und machen Sie dann weiter.',
    goOn: 'Weiter',
    noCode:
      'Ihr Konto ist bereit, aber es ließ sich kein Kopplungscode erstellen. Warten Sie ein wenig und machen Sie dann weiter.',
    noList: 'Ihre Geräte lassen sich gerade nicht auflisten. Warten Sie ein wenig und laden Sie die Seite dann neu.',
    toNotes: 'Zurück zu Ihren Notizen',
    outOfDate: {
      title: 'Dieses Formular ist veraltet',
      text: 'Es wurde geöffnet, bevor Sie sich an- oder abgemeldet haben, oder es kam von einer anderen Website. Nichts wurde geändert.',
    },
    noPage: {
      title: 'Diese Seite gibt es nicht',
      text: 'Vielleicht ist die Adresse falsch geschrieben, oder die Seite ist umgezogen.',
    },
    failed: {
      title: 'Hier ist etwas schiefgegangen',
      text: 'Das liegt an uns, nicht an Ihnen. Nichts wurde geändert. Versuchen Sie es gleich noch einmal.',
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
