import { countedIn } from '../../../languages/counted.ts';
import type { deviceWords as english } from '../device-words.ts';
import type { Here, RunsIn } from '../here.ts';
import { allowNotifications } from './common-words.ts';

const counted = countedIn('de');
const who = (here: Here) => (here === 'phone' ? 'Dieses Handy' : 'Dieser Computer');
const whom = (here: Here) => (here === 'phone' ? 'dieses Handy' : 'diesen Computer');
const onThis = (here: Here) => (here === 'phone' ? 'auf diesem Handy' : 'auf diesem Computer');

/** The device while nothing is asked: whether requests reach it, its accounts, its settings. Part of `words` (words.ts). */
export const deviceWords: typeof english = {
  quiet: {
    title: 'Alles ruhig.',
    body: 'Niemand will sich gerade als Sie anmelden.',
    /** In place of the two above, where they would claim what nobody knows. */
    asking: { title: 'Einen Moment.', body: 'Nod sieht nach, was auf Sie wartet.' },
    offline: {
      title: 'Kein Netz.',
      body: (here: Here) => `${who(here)} ist offline. Anfragen erscheinen, sobald wieder Netz da ist.`,
    },
    away: {
      title: 'Nicht erreichbar.',
      body: (servers: string) => `Keine Antwort von ${servers}. Nod fragt weiter nach.`,
    },
    someAway: {
      title: 'Bisher ruhig.',
      body: (servers: string) => `Keine Antwort von ${servers}, Nod fragt weiter nach. Sonst fragt niemand an.`,
    },
    unused: {
      title: 'Nicht in Gebrauch.',
      body: (here: Here) => `Zurzeit nimmt kein Konto ${onThis(here)} Anfragen an.`,
    },
    last: 'Letzte Antwort',
    noneYet: 'Noch keine Anfragen. Die erste finden Sie dann hier.',
    thisDevice: (here: Here) => who(here),
    more: 'Mehr',
    healthy: (here: Here) => `Benachrichtigungen erreichen ${whom(here)}`,
    checked: (when: string) => `Zuletzt geprüft: ${when}`,
    unseen: 'Benachrichtigungen lassen sich gerade nicht prüfen',
    unseenNext: 'Dafür braucht es den Server.',
    unknown: 'Benachrichtigungen sind noch nicht geprüft',
    unknownNext: 'Senden Sie einen Test, um zu sehen, ob sie ankommen.',
    failing: (here: Here) => `Benachrichtigungen erreichen ${whom(here)} nicht`,
    failingNext: 'Senden Sie einen Test. Kommt nichts an, schalten Sie Benachrichtigungen aus und wieder ein.',
    slowed: 'Benachrichtigungen kommen verspätet',
    slowedNext:
      'Der Dienst des Browsers nimmt vorerst keine mehr an. Öffnen Sie Nod selbst, wenn Sie sich irgendwo anmelden.',
    untested: 'Benachrichtigungen werden geprüft',
    untestedNext: 'Bis der Test angekommen ist, erscheinen Anfragen nur, solange Nod offen ist.',
    hidden: 'Benachrichtigungen werden nicht angezeigt',
    hiddenNext: (here: Here) =>
      here === 'computer'
        ? 'Benachrichtigungen kommen an, aber das System zeigt sie nicht. Erlauben Sie sie für diesen Browser in den Systemeinstellungen. Unter Linux braucht Firefox dafür libnotify.'
        : 'Benachrichtigungen kommen an, aber das System zeigt sie nicht. Erlauben Sie sie für diesen Browser in den Einstellungen des Handys.',
    off: 'Benachrichtigungen sind für Nod ausgeschaltet',
    offNext: (here: Here, runsIn: RunsIn) => `${allowNotifications(here, runsIn)}.`,
    pull: 'Anfragen erscheinen, solange Nod offen ist',
    pullNext: 'Öffnen Sie Nod, wenn Sie sich irgendwo anmelden.',
    turnOn: 'Benachrichtigungen einschalten',
    test: 'Test senden',
    testing: 'Test wird gesendet…',
    testWaiting: 'Nod wartet, bis er ankommt…',
    testArrived: 'Der Test ist angekommen.',
    testLost:
      'Der Test ist nicht angekommen. Versuchen Sie es erneut oder schalten Sie Benachrichtigungen aus und wieder ein.',
  },

  update: {
    title: 'Eine neue Version von Nod ist da',
    body: 'Das Update dauert nur einen Moment. Sie müssen nichts neu koppeln.',
    now: 'Jetzt aktualisieren',
    busy: 'Wird aktualisiert…',
    later: 'Später',
  },

  storage: {
    title: 'Der Browser könnte die Daten von Nod löschen',
    body: (here: Here) => `Das tut er, wenn der Speicher knapp wird. Dann müssen Sie ${whom(here)} neu koppeln.`,
    install: (here: Here) =>
      here === 'phone'
        ? 'Legen Sie Nod auf den Startbildschirm, dann passiert das nicht.'
        : 'Installieren Sie Nod auf diesem Computer, dann passiert das nicht.',
  },

  accounts: {
    title: 'Konten',
    empty: 'Noch kein Konto gekoppelt.',
    emptyNext: (here: Here) => `Koppeln Sie ${whom(here)} mit einem Konto, um dessen Anfragen hier zu beantworten.`,
    add: 'Weiteres Konto koppeln',
    onlyDevice: (here: Here) =>
      here === 'phone' ? 'Dieses Handy ist Ihr einziges Gerät' : 'Dieser Computer ist Ihr einziges Gerät',
    onlyDeviceNext: (host: string) =>
      `Wenn Sie es verlieren, können Sie sich nicht mehr anmelden. Koppeln Sie ein zweites: Öffnen Sie darauf ${host} und geben Sie einen Code ein. Sie bekommen ihn dort, wo Sie den ersten bekommen haben.`,
    open: 'Konto öffnen',
    remove: 'Entfernen',
    removing: 'Wird entfernt…',
    removeTitle: (here: Here) =>
      here === 'phone' ? 'Dieses Konto von diesem Handy entfernen?' : 'Dieses Konto von diesem Computer entfernen?',
    removeBody: (account: string, server: string) =>
      `Anfragen für ${account} auf ${server} kommen dann nicht mehr hierher. Um das rückgängig zu machen, koppeln Sie neu.`,
    removeConfirm: 'Konto entfernen',
    suspended: (here: Here) =>
      here === 'phone'
        ? 'Dieses Handy ist pausiert: Es wird nicht gefragt, und seine Antworten zählen nicht.'
        : 'Dieser Computer ist pausiert: Er wird nicht gefragt, und seine Antworten zählen nicht.',
    wrongCodes:
      'Pausiert: zu viele falsche Codes. Lassen Sie sich vom Betreiber des Servers einen neuen Code geben und koppeln Sie neu.',
    seeWhy: 'Grund ansehen',
    revoked: (here: Here) =>
      `${who(here)} wurde aus dem Konto entfernt. Koppeln Sie neu, um damit wieder zu antworten.`,
    unvouched: 'Noch nicht aufgenommen: Erst muss ein anderes Ihrer Geräte zustimmen.',
    keptOut: (here: Here) =>
      `${who(here)} wurde nicht aufgenommen. Um es noch einmal zu versuchen, entfernen Sie das Konto hier und koppeln mit einem neuen Code.`,
    showDigits: 'Ziffern zeigen',
    push: 'Benachrichtigungen an',
    pull: 'Nur solange Nod offen ist',
    attention: 'Benachrichtigungen kommen nicht an',
  },

  removeOffline: {
    title: 'Der Server weiß noch nichts davon',
    body: 'Er war nicht erreichbar und führt dieses Gerät weiter in der Liste, auch wenn Sie das Konto hier entfernen.',
    confirm: 'Trotzdem entfernen',
  },

  devices: {
    title: 'Geräte',
    lead: 'Jedes davon kann für Ihr Konto antworten. Pausieren Sie eines, das nicht Ihres ist, und entfernen Sie alle, die Sie nicht mehr haben.',
    thisOne: (here: Here) => who(here),
    added: (when: string) => `Hinzugefügt: ${when}`,
    lastSeen: (when: string) => `Zuletzt gesehen: ${when}`,
    pull: 'Zeigt Anfragen, solange Nod offen ist',
    pending: 'Koppeln nicht abgeschlossen',
    suspended: 'Pausiert',
    unvouched: 'Noch nicht aufgenommen',
    fingerprint: (print: string) => `Prüfzeichen ${print}`,
  },

  happened: {
    title: 'Was passiert ist',
    news: (count: number) =>
      counted(count, { one: 'Bei Ihrem Konto ist etwas passiert', other: 'Bei Ihrem Konto sind # Dinge passiert' }),
    newsNext:
      'Ein Gerät wurde hinzugefügt, pausiert oder entfernt, oder etwas Ähnliches. Waren Sie es nicht, machen Sie es dort rückgängig.',
    look: 'Ansehen, was passiert ist',
  },

  settings: {
    title: 'Einstellungen',
    note: 'Benachrichtigungen, Name, Konten',
    notifications: 'Benachrichtigungen',
    turnOff: 'Benachrichtigungen ausschalten',
    turningOff: 'Wird ausgeschaltet…',
    someWithout: 'Einige Konten bekommen keine. Die Liste aller Konten zeigt, welche.',
    accounts: (here: Here) => `Alle Konten ${onThis(here)}`,
    accountsNote: 'Weiteres koppeln oder eines entfernen',
    storage: 'Speicher',
    storageKept: 'Der Browser behält die Daten von Nod',
    storageAsk: 'Browser bitten, sie zu behalten',
    install: 'Installieren',
    installed: (here: Here) => `Nod ist ${onThis(here)} installiert`,
    notInstalled: 'Nod läuft im Browser',
    installShow: 'Zeigen, wie das geht',
    renameSave: 'Namen speichern',
    renaming: 'Wird gespeichert…',
  },

  /** Of a request; what sets it up is in confirm-words.ts. */
  confirm: {
    ofAccount: (username: string, server: string) => `${username} auf ${server}`,
    next: '„Freigeben“ fragt nach Fingerabdruck, Gesicht oder PIN.',
    neededTitle: 'Bestätigen Sie, dass Sie es sind',
    neededBody:
      'Diese Anfrage braucht Fingerabdruck, Gesicht oder PIN, und das ist hier nicht eingerichtet. Antworten Sie auf einem anderen Gerät und schalten Sie hier „Bestätigen, dass Sie es sind“ für die Zukunft ein.',
    tooNew: (when: string) =>
      `Diese Anfrage braucht Fingerabdruck, Gesicht oder PIN, und das gilt hier erst ab ${when}. Antworten Sie auf einem anderen Gerät.`,
    tooLate:
      'Diese Anfrage braucht Fingerabdruck, Gesicht oder PIN, und das wurde hier erst danach eingerichtet. Waren Sie es, beginnen Sie noch einmal.',
    toSettings: 'Zu den Einstellungen',
    waits: 'Hier nicht freizugeben: „Bestätigen, dass Sie es sind“ war nicht eingeschaltet, als die Anfrage kam.',
  },
};
