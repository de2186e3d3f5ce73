import { countedIn } from '../../../../shared/languages/counted.ts';
import type { AccountPageWords } from '../account-words.ts';

const counted = countedIn('de');

/** What the account page says: to somebody who has lost a phone, is worried, and reads half of it. */
export const accountWords: AccountPageWords = {
  /** For dates by Intl; no sentence. */
  locale: 'de',
  signIn: {
    title: 'Ich habe mein Handy verloren',
    body: 'Mit einem Notfallcode pausieren Sie ein verlorenes Handy sofort und koppeln ein neues. Das dauert etwa drei Minuten und geht in jedem Browser. Kein Gerät wird dabei benachrichtigt.',
    realm: 'Gehört zu',
    realmHint: 'So, wie es auf dem Blatt mit Ihren Codes steht.',
    username: 'Benutzername',
    code: 'Notfallcode',
    codeHint: 'Einer, den Sie noch nicht benutzt haben. Groß oder klein ist egal, Bindestriche auch.',
    go: 'Weiter',
    wrong:
      'Das hat nicht geklappt. Prüfen Sie alles, was Sie eingetippt haben, und nehmen Sie einen Code, der noch nicht benutzt wurde. Gesperrt wird dadurch nichts: Versuchen Sie es erneut.',
    noCode: 'Ich habe keinen Code',
    noCodeBody: (server: string) =>
      `Rufen Sie beim Betreiber von ${server} an oder gehen Sie vorbei. Wenn dort sicher ist, dass Sie es sind, bekommen Sie einen Code für diese Seite.`,
    haveDevice: 'Ich habe noch ein anderes Gerät',
    haveDeviceBody: 'Öffnen Sie dort Nod. Auch damit können Sie das verlorene pausieren, ganz ohne Code.',
    closed:
      'Diese Seite wurde nach 15 Minuten geschlossen. Es ist nichts verloren: Machen Sie mit einem anderen Code weiter.',
  },
  overview: {
    title: 'In drei Schritten wieder sicher',
    open: (minutes: number) =>
      counted(minutes, {
        one: 'Diese Seite schließt sich in einer Minute.',
        other: 'Diese Seite schließt sich in # Minuten von selbst.',
      }),
    done: 'Erledigt',
    seen: (ago: string) => `zuletzt gesehen ${ago}`,
    added: (ago: string) => `hinzugefügt ${ago}`,
    pauseTitle: 'Pausieren, was verloren ist',
    pauseBody: 'Ein pausiertes Gerät beantwortet von da an nichts mehr und kann das selbst nicht rückgängig machen.',
    pause: 'Dieses Gerät pausieren',
    turnAway: 'Abweisen',
    noActive: 'Zurzeit kann kein Gerät für Sie antworten.',
    others: 'Pausiert oder entfernt',
    pairTitle: 'Ein neues Handy koppeln',
    pairBody: 'Halten Sie es bereit, oder öffnen Sie diese Seite gleich darauf. Es gilt sofort.',
    pair: 'Neues Handy koppeln',
    paired: ' ist gekoppelt und kann Sie anmelden.',
    codesTitle: 'Neue Notfallcodes erstellen',
    codesBody: (left: number) =>
      left === 0
        ? 'Es ist keiner übrig.'
        : `${counted(left, { one: 'Einer ist', other: '# sind' })} übrig. Ist vielleicht auch das Blatt verloren, erstellen Sie neue: Die alten gelten dann nicht mehr.`,
    codes: 'Neue Codes erstellen',
    codesAsk: 'Die alten Codes gelten sofort nicht mehr, auch nicht die auf einem Blatt, das Sie noch haben.',
    codesSure: 'Alte Codes ungültig machen, neue erstellen',
    codesMade: (left: number) =>
      counted(left, {
        one: 'Sie haben neue Codes erstellt: # ist gültig.',
        other: 'Sie haben neue Codes erstellt: # sind gültig.',
      }),
    restTitle: 'Und was noch bleibt',
    end: 'Diese Seite schließen',
  },
  rest: [
    'Ändern Sie Ihre Passwörter dort, wo Sie sich anmelden, vor allem die, die das verlorene Handy kannte.',
    'Sperren Sie das Handy selbst: „Wo ist?“ (Apple) oder „Mein Gerät finden“ (Google) sperrt und löscht es aus der Ferne.',
    'Lassen Sie die SIM-Karte bei Ihrem Mobilfunkanbieter sperren.',
    'Sagen Sie es dem Betreiber dieses Servers. Dort ist zu sehen, was das verlorene Handy zuletzt beantwortet hat.',
  ],
  pair: {
    title: 'Ihr neues Handy koppeln',
    scan: 'Richten Sie die Kamera des neuen Handys hierauf und öffnen Sie, was sie findet.',
    type: (origin: string) => `Oder öffnen Sie darauf ${origin} und tippen Sie diesen Code ein:`,
    until: 'Beides gilt einmal und 10 Minuten lang.',
    here: 'Das hier ist das neue Handy: hier koppeln',
    hereBody: 'Diese Seite bleibt dahinter offen.',
    back: 'Es ist gekoppelt: weiter',
  },
  codes: {
    title: 'Ihre neuen Notfallcodes',
    body: 'Nod zeigt diese Codes nur dieses eine Mal. Drucken Sie die Seite oder schreiben Sie die Codes ab, und bewahren Sie sie nicht beim Handy auf. Jeder gilt einmal. Die alten gelten nicht mehr.',
    where: 'Wenn Sie Ihr Handy verloren haben, öffnen Sie',
    type: 'Tippen Sie die Codes nur dort oder in der App ein, niemals woanders.',
    back: 'Ich habe sie: weiter',
  },
  ended: {
    title: 'Diese Seite ist geschlossen',
    body: 'Was Sie hier getan haben, gilt. Das bleibt für Sie noch zu tun:',
  },
  problem: {
    title: 'Das hat nicht geklappt',
    form: 'Das kam nicht von der Seite selbst. Nichts wurde geändert. Öffnen Sie die Seite neu und wiederholen Sie es dort.',
    wait: (seconds: number) =>
      counted(seconds, {
        one: 'Zu viele Versuche von hier. Warten Sie # Sekunde und versuchen Sie es dann erneut. Gesperrt wird dadurch nichts.',
        other:
          'Zu viele Versuche von hier. Warten Sie # Sekunden und versuchen Sie es dann erneut. Gesperrt wird dadurch nichts.',
      }),
    gone: 'Dieses Gerät steht nicht mehr in der Liste. Nichts wurde geändert.',
    tooMany: (limit: number) =>
      `Dieses Konto hat ${limit} Geräte, mehr können es nicht sein. Nichts wurde geändert. Bitten Sie den Betreiber dieses Servers, eines zu entfernen.`,
    server: 'Der Server kann das gerade nicht. Nichts wurde geändert. Versuchen Sie es in einer Minute erneut.',
    back: 'Zurück',
  },
  /** How one of the devices came to be there. @param other the name of the device that did it; null for one that is gone */
  letIn: {
    first: () => 'Das erste Gerät dieses Kontos',
    device: (other: string | null) =>
      other === null ? 'Ein Gerät, das es nicht mehr gibt, hat zugestimmt' : `„${other}“ hat zugestimmt`,
    moved: (other: string | null) =>
      other === null ? 'Es ersetzt ein Gerät, das es nicht mehr gibt' : `Es ersetzt „${other}“`,
    operator: () => 'Der Betreiber des Servers hat es aufgenommen',
    recovery: () => 'Mit einem Notfallcode aufgenommen',
    off: () => 'Niemand wurde gefragt',
    waited: () => 'Es hat gewartet, und niemand sagte Nein',
  },
  state: {
    removed: 'Entfernt',
    paused: 'Pausiert',
    pausedByOperator: 'Vom Betreiber des Servers pausiert',
    active: 'Antwortet für Sie',
    notYet: 'Noch nicht aufgenommen',
  },
  ago: {
    justNow: 'gerade eben',
    minutes: (count: number) => `vor ${count} Min.`,
    hours: (count: number) => counted(count, { one: 'vor einer Stunde', other: 'vor # Stunden' }),
    days: (count: number) => counted(count, { one: 'vor einem Tag', other: 'vor # Tagen' }),
  },
};
