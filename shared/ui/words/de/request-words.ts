import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { requestWords as english } from '../request-words.ts';

const counted = countedIn('de');
const tries = (count: number) => counted(count, { one: 'Noch # Versuch', other: 'Noch # Versuche' });

/** A request: what it asks, how it is answered, how it ends; those that wait and those that are over. Part of `words`. */
export const requestWords: typeof english = {
  request: {
    signIn: (username: string) => `Anmelden als ${username}`,
    forAccount: 'Ihr Konto:',
    browserOn: (browser: string, system: string) => `${browser} auf ${system}`,
    unknownBrowser: 'Unbekannter Browser',
    unknownPlace: 'Ort unbekannt',
    address: 'Adresse',
    details: 'Worum es geht',
    firstPlace: (place: string) => `Zum ersten Mal aus ${place}`,
    firstBrowser: (browser: string) => `Zum ersten Mal mit ${browser}`,
    firstApplication: (application: string) => `Erste Anfrage von ${application}`,
    /** Asked before, and never approved: as unusual as the first time, but not the first. */
    strangePlace: (place: string) => `Aus ${place} haben Sie hier noch nie etwas freigegeben`,
    strangeBrowser: (browser: string) => `Mit ${browser} haben Sie hier noch nie etwas freigegeben`,
    strangeApplication: (application: string) => `Für ${application} haben Sie hier noch nie etwas freigegeben`,
    /** Requests in five minutes; none of them was approved. */
    manyLately: (count: number) =>
      counted(count, {
        one: '# Anfrage in 5 Minuten, und Sie haben sie nicht freigegeben',
        other: '# Anfragen in 5 Minuten, und Sie haben keine freigegeben',
      }),
    /** The application says so; where it says nothing, or knows it, nothing is said. */
    siteKnowsNot: 'Diese Website kennt den Browser noch nicht',
    firstHint: 'Haben Sie das nicht begonnen, wählen Sie „Ablehnen“.',
    codeLabel: 'Tippen Sie den Code vom anderen Bildschirm ein',
    codeName: (count: number) => `${count}-stelliger Code vom anderen Bildschirm`,
    shortCode: (count: number) =>
      counted(count, {
        one: 'Ein Code mit # Ziffer ist leicht zu erraten: Sehen Sie genau hin, wer fragt.',
        other: 'Ein Code mit # Ziffern ist leicht zu erraten: Sehen Sie genau hin, wer fragt.',
      }),
    codeFirst: 'Tippen Sie zum Freigeben den Code ein.',
    wrongCode: (triesLeft: number) => `Das ist nicht der Code. ${tries(triesLeft)}.`,
    scan: 'Stattdessen scannen',
    paste: 'Einfügen',
    pasteNothing: 'Keine Ziffern zum Einfügen: Kopieren Sie zuerst den Code',
    fetched: 'Sie haben diese Anfrage geholt: Geben Sie sie nur frei, wenn Sie die Seite dazu selbst geöffnet haben.',
    originOpen: (site: string) => `Dieser Browser hat ${site} geöffnet, und es ist die echte Seite.`,
    place: {
      looking: 'Nod sucht diese Anmeldung in Ihren Tabs.',
      absentTitle: 'Diese Anmeldung wurde nicht in diesem Browser begonnen',
      absentCode:
        'Haben Sie sie auf einem anderen Gerät begonnen, tippen Sie den Code ein, der dort steht. Wenn nicht, wählen Sie „Ablehnen“.',
      absentOnly: (application: string) =>
        `${application} nimmt eine Freigabe nur aus dem Browser an, in dem die Anmeldung begonnen wurde. Haben Sie das nicht begonnen, wählen Sie „Ablehnen“.`,
      hiddenTitle: (sites: string) => `Nod darf ${sites} nicht ansehen`,
      hiddenBody:
        'Erlauben Sie es, damit Nod sieht, ob Ihr Tab die echte Website zeigt. Nod sucht nur diese Anmeldung und sonst nichts.',
      orCode: 'Oder tippen Sie den Code ein.',
      allow: 'Erlauben',
      waits: 'Nod muss diese Anmeldung zuerst in einem Tab dieses Browsers finden.',
    },
    answer: 'Ihre Antwort',
    deny: 'Ablehnen',
    denyWith: 'Ablehnen mit Grund…',
    attachedLead: 'Unten angehängt:',
    attachedFirst: 'Sehen Sie sich zuerst den Anhang an.',
    attachedToTheEnd: 'Scrollen Sie zuerst bis zum Ende des Anhangs.',
    approve: 'Freigeben',
    approveIn: (seconds: number) => `Freigeben in ${seconds}`,
    readFirst: '„Freigeben“ geht in ein paar Sekunden: Lesen Sie zuerst, wer fragt.',
    denying: 'Wird abgelehnt…',
    approving: 'Wird freigegeben…',
    reporting: 'Wird gemeldet…',
    sending: 'Ihre Antwort wird gesendet…',
    notMe: 'Das war ich nicht',
    reportTitle: 'Diese Anfrage melden?',
    reportBody: (application: string) =>
      `Nod lehnt sie ab, und ${application} kann Sie vorerst nicht mehr benachrichtigen. Haben Sie das nicht begonnen, kennt jemand vielleicht Ihr Passwort.`,
    reportConfirm: 'Melden',
    ringName: (left: string) => `Zeit zum Antworten: ${left}`,
  },

  signingIn: {
    entry: 'Ich melde mich an',
    entryNote: 'Und es kam keine Benachrichtigung',
    title: 'Ich melde mich an',
    body: 'Nod holt die Anfrage von der Seite, auf der Sie sich anmelden. Tun Sie das nur für eine Seite, die Sie selbst geöffnet haben.',
    scan: 'Code auf der Seite scannen',
    or: 'oder ihre Ziffern eintippen',
    which: 'Mit welchem Konto?',
    digits: 'Ziffern auf der Seite',
    digitsHint: 'Sechs oder mehr.',
    fetch: 'Anfrage holen',
    fetching: 'Anfrage wird geholt…',
    thisPageTitle: 'Die Seite im Vordergrund wartet auf Sie',
    thisPageBody: 'Haben Sie sie selbst geöffnet, holen Sie ihre Anfrage.',
    thisPage: 'Anfrage dieser Seite holen',
    unavailable: 'Dieser Server kann das nicht: Jede wartende Anfrage erscheint hier von selbst.',
  },

  looking: {
    unpairedTitle: 'Nod ist hier nicht gekoppelt',
    unpairedBody:
      'Öffnen Sie Nod dort, wo Sie es gekoppelt haben, zum Beispiel vom Home-Bildschirm, und wählen Sie dort „Ich melde mich an“. Oder koppeln Sie es hier.',
    pair: 'Hier koppeln',
    title: 'Die Anfrage wird gesucht…',
    body: 'Nod fragt den Server, was auf Sie wartet.',
  },

  outcome: {
    anotherWaits: 'Eine weitere Anfrage wartet. Wählen Sie „Fertig“, um sie zu sehen.',
    approved: {
      title: 'Freigegeben',
      body: (application: string) => `Gehen Sie zurück zu ${application}: Dort geht es von selbst weiter.`,
      onPhone: 'Wenn Sie sich auf diesem Handy anmelden, wechseln Sie zurück zur Seite in Ihrem Browser.',
    },
    denied: {
      title: 'Abgelehnt',
      body: (application: string) =>
        `${application} hat Ihr Nein bekommen. Mit dieser Anfrage ist niemand hineingekommen.`,
    },
    reported: {
      title: 'Gemeldet',
      body: (application: string) =>
        `${application} hat Ihr Nein bekommen und kann Sie vorerst nicht mehr benachrichtigen.`,
      next: (application: string) => `Ändern Sie jetzt Ihr Passwort für ${application}: Jemand kennt es vielleicht.`,
    },
    phishing: {
      title: 'Eine gefälschte Anmeldeseite',
      body: (application: string, site: string) =>
        `${site} hat die Anmeldung von ${application} gezeigt, ist aber nicht ${application}. Sie wurde abgelehnt und gemeldet.`,
      next: (application: string) =>
        `Schließen Sie diese Seite. Haben Sie dort Ihr Passwort eingetippt, ändern Sie es bei ${application} selbst.`,
    },
    expired: {
      title: 'Diese Anfrage ist abgelaufen',
      body: (application: string) =>
        `Die Anfrage von ${application} wurde nicht rechtzeitig beantwortet. Es wurde nichts freigegeben.`,
      next: 'Waren Sie es, beginnen Sie dort neu, wo Sie sich anmelden.',
    },
    canceled: {
      title: 'Zurückgezogen',
      body: (application: string) => `${application} hat diese Anfrage zurückgezogen. Es wurde nichts freigegeben.`,
      next: 'Kommt eine neuere Anfrage, beantworten Sie diese.',
    },
    failed: {
      title: 'Zu viele falsche Codes',
      body: (application: string) => `Die Anfrage von ${application} ist abgeschlossen. Es wurde nichts freigegeben.`,
      next: 'Waren Sie es, beginnen Sie dort neu, wo Sie sich anmelden.',
    },
    elsewhere: {
      title: {
        approved: (device: string) => `Freigegeben auf ${device}`,
        denied: (device: string) => `Abgelehnt auf ${device}`,
        reported: (device: string) => `Gemeldet auf ${device}`,
      },
      someDevice: 'einem anderen Gerät',
      body: (application: string) => `Die Anfrage von ${application} ist beantwortet. Hier ist nichts mehr zu tun.`,
      next: 'Waren Sie das nicht, entfernen Sie das Gerät, das geantwortet hat, sofort.',
      devices: 'Ihre Geräte ansehen',
    },
    /** Which answer it is, since it isn't final: until it is sent, another one can still be given. */
    kept: {
      title: {
        approve: 'Ihre Freigabe ist vorgemerkt',
        deny: 'Ihr Nein ist vorgemerkt',
        report: 'Ihre Meldung ist vorgemerkt',
      },
      offline: (here: Here, until: string) =>
        `${here === 'phone' ? 'Dieses Handy' : 'Dieser Computer'} ist offline. Nod sendet die Antwort, sobald wieder Netz da ist, aber nur bis ${until}.`,
      away: (server: string, until: string) =>
        `${server} ist nicht erreichbar. Nod sendet die Antwort, sobald der Server antwortet, aber nur bis ${until}.`,
    },
  },

  /** A final answer as one word in a list. */
  states: {
    approved: 'Freigegeben',
    denied: 'Abgelehnt',
    reported: 'Gemeldet',
    expired: 'Abgelaufen',
    canceled: 'Zurückgezogen',
    failed: 'Falsche Codes',
  },

  pending: {
    title: 'Wartet auf Sie',
    letIn: (name: string) => `„${name}“ zu Ihrem Konto hinzufügen?`,
    count: (count: number) => counted(count, { one: '# Anfrage wartet', other: '# Anfragen warten' }),
  },

  history: {
    title: 'Frühere Anfragen',
    empty: 'Noch keine Antworten. Was Sie freigeben oder ablehnen, steht dann hier.',
    /** How it ended, and on which device. */
    on: (answer: string, device: string) => `${answer} auf ${device}`,
    /** The same where no device answered: “by six digits of another app”. */
    by: (answer: string, way: string) => `${answer} ${way}`,
    more: 'Ältere Antworten zeigen',
    loadingMore: 'Ältere Antworten werden geladen…',
  },
};
