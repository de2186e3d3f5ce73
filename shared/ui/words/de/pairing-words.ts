import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { pairingWords as english } from '../pairing-words.ts';

const counted = countedIn('de');
const whom = (here: Here) => (here === 'phone' ? 'dieses Handy' : 'diesen Computer');

/** Getting Nod onto a device and the device onto an account: pairing, permissions, installing. Part of `words` (words.ts). */
export const pairingWords: typeof english = {
  pairing: {
    steps: ['Code eingeben', 'Benachrichtigungen erlauben', 'Prüfen'],
    stepOf: (step: number, count: number) => `Schritt ${step} von ${count}`,
    startTitle: (here: Here) => (here === 'phone' ? 'Dieses Handy koppeln' : 'Diesen Computer koppeln'),
    startBody:
      'Öffnen Sie Ihr Konto dort, wo Sie sich anmelden, und fügen Sie ein Gerät hinzu. Sie bekommen dort einen Code.',
    scan: 'Code scannen',
    or: 'oder eintippen',
    typedLabel: 'Kopplungscode',
    typedHint: '12 Buchstaben und Ziffern. Groß oder klein ist egal.',
    typedHintLink: '12 Buchstaben und Ziffern. Groß oder klein ist egal. Auch ein Kopplungslink lässt sich einfügen.',
    typedShort: (missing: number) =>
      counted(missing, {
        one: 'Der Code hat 12 Buchstaben und Ziffern: Es fehlt noch eine Stelle.',
        other: 'Der Code hat 12 Buchstaben und Ziffern: Es fehlen noch # Stellen.',
      }),
    nameMissing: (here: Here) =>
      here === 'phone' ? 'Geben Sie diesem Handy zuerst einen Namen.' : 'Geben Sie diesem Computer zuerst einen Namen.',
    next: 'Weiter',
    checking: 'Nod sieht nach…',
    confirmTitle: 'Ist das Ihr Konto?',
    account: 'Konto',
    realm: 'Gehört zu',
    server: 'Server',
    askedBy: 'Code von',
    deviceName: (here: Here) => (here === 'phone' ? 'Name dieses Handys' : 'Name dieses Computers'),
    deviceNameHint: 'Damit Sie Ihre Geräte unterscheiden können.',
    pair: (here: Here) => (here === 'phone' ? 'Dieses Handy koppeln' : 'Diesen Computer koppeln'),
    notMine: 'Nicht mein Konto',
    otherServer: (host: string, origin: string) => ({
      title: 'Dieser Code ist von einem anderen Server',
      body: `Er gehört zu ${host}.`,
      nextStep: `Öffnen Sie ${origin} auf diesem Gerät und koppeln Sie dort.`,
    }),
    testTitle: 'Zum Schluss ein Test',
    testBody: (here: Here) => `Nod sendet eine Test-Benachrichtigung an ${whom(here)}.`,
    testWaiting: 'Nod wartet, bis sie ankommt…',
    testSlow: 'Es dauert länger als sonst.',
    testAgain: 'Noch einmal senden',
    testPull: 'Ohne Benachrichtigungen weiter',
    readyTitle: 'Alles bereit.',
    readyBody: (here: Here) =>
      `${here === 'phone' ? 'Dieses Handy' : 'Dieser Computer'} antwortet jetzt für Ihr Konto. Probieren Sie es bei der nächsten Anmeldung aus.`,
  },

  settingUp: {
    title: (here: Here) => (here === 'phone' ? 'Dieses Handy wird eingerichtet' : 'Dieser Computer wird eingerichtet'),
    subscribing: 'Benachrichtigungen werden eingeschaltet…',
    binding: 'Wird gekoppelt…',
    body: (here: Here) => `Das kann bis zu 20 Sekunden dauern. Lassen Sie ${whom(here)} an.`,
  },

  notifications: {
    title: 'Benachrichtigungen erlauben',
    body: 'Damit Sie sofort erfahren, wenn sich jemand als Sie anmeldet.',
    reasons: [
      'Wenn eine Anmeldung auf Ihre Antwort wartet',
      'Lautlos, wenn sich an Ihrem Konto etwas geändert hat',
      'Niemals Werbung',
      'Der Code steht nie in der Benachrichtigung',
    ],
    next: (here: Here) =>
      `${here === 'phone' ? 'Ihr Handy' : 'Ihr Computer'} fragt Sie gleich. Wählen Sie „Erlauben“ oder „Zulassen“.`,
    allow: 'Benachrichtigungen erlauben',
    asking: 'Wartet auf Ihre Wahl…',
    skip: 'Ohne weiter',
    sampleTitle: 'Musterladen',
    sampleBody: 'Anmelden als anna? Chrome auf macOS, Hamburg',
    sampleName: 'So sieht eine Benachrichtigung aus',
  },

  pull: {
    title: (here: Here) =>
      here === 'phone'
        ? 'Dieses Handy bekommt keine Benachrichtigungen'
        : 'Dieser Computer bekommt keine Benachrichtigungen',
    hung: 'Das Netz hat nicht geantwortet, als Nod danach fragte.',
    unavailable: 'Dieser Browser bietet sie nicht an oder erreicht den Dienst nicht, der sie zustellt.',
    unsupported: 'Dieser Browser lässt sich vom Server nicht wecken.',
    declined: 'Benachrichtigungen sind für Nod ausgeschaltet.',
    facts: (here: Here) => [
      'Anfragen erscheinen, solange Nod offen ist',
      `Ist Nod geschlossen, bleibt ${here === 'phone' ? 'dieses Handy' : 'dieser Computer'} still`,
    ],
    canTurnOn: 'Sie können Benachrichtigungen jederzeit einschalten',
    go: 'Ohne Benachrichtigungen weiter',
    retry: 'Noch einmal mit Benachrichtigungen',
  },

  /** Instead of those of `pull`, where the app asks by itself with no page open: in a browser's extension. */
  rounds: {
    title: (here: Here) =>
      here === 'phone' ? 'Anfragen erreichen dieses Handy verspätet' : 'Anfragen erreichen diesen Computer verspätet',
    facts: [
      'Solange der Browser läuft, fragt Nod jede halbe Minute nach',
      'Um so viel später kommt eine Benachrichtigung. Eine Anfrage mit kurzer Frist können Sie verpassen',
    ],
    go: 'So weitermachen',
    quiet: 'Nod fragt jede halbe Minute nach',
    quietNext: 'Eine Benachrichtigung kann um so viel später kommen.',
    account: 'Fragt jede halbe Minute nach',
  },

  scan: {
    title: 'Code scannen',
    hint: 'Halten Sie den Code auf dem anderen Bildschirm in den Rahmen.',
    typeInstead: 'Stattdessen eintippen',
    starting: 'Kamera startet…',
  },

  install: {
    title: (here: Here) => (here === 'phone' ? 'Nod auf dieses Handy holen' : 'Nod auf diesem Computer installieren'),
    iosBody:
      'Auf iPhone und iPad dürfen nur Apps auf dem Home-Bildschirm Benachrichtigungen senden. Sie müssen nur dreimal tippen.',
    androidBody: 'Als eigene App öffnet sich Nod sofort, und seine Benachrichtigungen gehen nicht zwischen Tabs unter.',
    desktopBody: 'Als eigene App startet Nod von selbst, und seine Benachrichtigungen gehen nicht zwischen Tabs unter.',
    ios: [
      'Tippen Sie unten in Safari auf „Teilen“',
      'Wählen Sie „Zum Home-Bildschirm“, dann „Hinzufügen“',
      'Öffnen Sie Nod vom Home-Bildschirm und koppeln Sie dort',
    ],
    iosOther: [
      'Öffnen Sie diese Seite in Safari',
      'Tippen Sie auf „Teilen“, dann auf „Zum Home-Bildschirm“',
      'Öffnen Sie Nod vom Home-Bildschirm und koppeln Sie dort',
    ],
    android: [
      'Tippen Sie oben in Chrome auf das Menü',
      'Wählen Sie „Zum Startbildschirm hinzufügen“, dann „Installieren“',
      'Öffnen Sie Nod vom Startbildschirm',
    ],
    desktop: [
      'Öffnen Sie das Menü des Browsers',
      'Wählen Sie „Nod installieren“',
      'Öffnen Sie Nod aus Ihren Programmen',
    ],
    install: 'Nod installieren',
    skip: 'Im Browser benutzen',
    insideTitle: 'In der App koppeln',
    insideBody:
      'Safari und die App auf dem Home-Bildschirm teilen nichts miteinander. Öffnen Sie Nod deshalb erst von dort und koppeln Sie dann.',
  },
};
