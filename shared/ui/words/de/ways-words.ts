import { countedIn } from '../../../languages/counted.ts';
import type { FallbackWay } from '../../../protocol/receipt.ts';
import type { waysWords as english } from '../ways-words.ts';

const counted = countedIn('de');

/** What can be typed at a login page in place of a device's answer, on the account's screen; named as that page names it. */
export const waysWords: typeof english = {
  lead: 'Eine Anmeldeseite nimmt das unter „Handy nicht zur Hand?“ an, wenn die Anwendung es erlaubt.',
  names: {
    offline: 'Ziffern eines Handys ohne Netz',
    totp: 'Sechs Ziffern einer anderen App',
    email: 'Code aus einer E-Mail',
    bypass: 'Einmalcode',
  } satisfies Record<FallbackWay, string>,
  /** What each is, where nobody has typed a wrong code. */
  what: {
    offline: 'Ihr Handy macht sie aus dem QR-Code der Anmeldeseite, auch im Flugmodus',
    totp: 'Aus der App, die Sie eingerichtet haben',
    email: 'Kommt an Ihre E-Mail-Adresse für Hinweise',
    bypass: 'Sie haben einen vom Betreiber des Servers bekommen',
  } satisfies Record<FallbackWay, string>,
  wrong: (count: number) => counted(count, { one: 'Ein falscher Code', other: '# falsche Codes in Folge' }),
  paused: (minutes: number) => counted(minutes, { one: 'Macht eine Minute Pause', other: 'Macht # Minuten Pause' }),
  closed: (when: string) => `Gesperrt: ${when}`,
  open: 'Wieder öffnen',
  opening: 'Wird geöffnet…',
  openNext:
    'Jemand hat auf einer Anmeldeseite falsche Codes eingetippt. Waren Sie es nicht, kennt jemand vielleicht Ihr Passwort: Ändern Sie es und öffnen Sie den Weg erst dann wieder.',

  /** Behind "Approved". */
  by: {
    offline: 'mit den Ziffern eines Handys ohne Netz',
    totp: 'mit sechs Ziffern einer anderen App',
    email: 'mit einem Code aus einer E-Mail',
    bypass: 'mit einem Einmalcode',
  } satisfies Record<FallbackWay, string>,
  bySome: 'ohne Gerät',

  /** A request that no device answered, on the screen of its end. */
  approved: {
    title: 'Ohne Gerät freigegeben',
    body: (application: string, by: string) =>
      `Die Anfrage von ${application} wurde ${by} freigegeben. Hier ist nichts mehr zu tun.`,
    next: {
      offline:
        'Waren Sie es nicht? Jemand hat das Handy, von dem die Ziffern sind: Pausieren Sie es sofort und ändern Sie Ihr Passwort.',
      totp: 'Waren Sie es nicht? Jemand hat diese Ziffern und Ihr Passwort: Entfernen Sie die App und ändern Sie Ihr Passwort.',
      email:
        'Waren Sie es nicht? Jemand liest Ihre E-Mails: Ändern Sie Ihr Passwort und das Ihres E-Mail-Kontos, und sagen Sie es unter „Frühere Anfragen“.',
      bypass:
        'Waren Sie es nicht? Sagen Sie es dem Betreiber des Servers und unter „Frühere Anfragen“, und ändern Sie Ihr Passwort.',
    } satisfies Record<FallbackWay, string>,
    nextSome: 'Waren Sie es nicht? Ändern Sie Ihr Passwort und sagen Sie es unter „Frühere Anfragen“.',
  },
};
