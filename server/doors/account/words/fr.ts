import { countedIn } from '../../../../shared/languages/counted.ts';
import type { AccountPageWords } from '../account-words.ts';

const counted = countedIn('fr');

/** What the account page says: to somebody who has lost a phone, is worried, and reads half of it. */
export const accountWords: AccountPageWords = {
  /** For dates by Intl; no sentence. */
  locale: 'fr',
  signIn: {
    title: 'J’ai perdu mon téléphone',
    body: 'Avec un code de secours, vous mettez aussitôt en pause un téléphone perdu et en associez un nouveau. Cela prend environ trois minutes, dans n’importe quel navigateur. Aucune notification n’est envoyée.',
    realm: 'Groupe',
    realmHint: 'Comme indiqué sur la feuille avec vos codes.',
    username: 'Nom d’utilisateur',
    code: 'Code de secours',
    codeHint: 'Un code qui n’a pas encore servi. Les majuscules et les tirets n’ont pas d’importance.',
    go: 'Continuer',
    wrong:
      'Cela n’a pas marché. Vérifiez tout ce que vous avez saisi, et prenez un code qui n’a pas encore servi. Rien n’est bloqué pour autant\u00a0: réessayez.',
    noCode: 'Je n’ai pas de code',
    noCodeBody: (server: string) =>
      `Appelez la personne qui gère ${server} ou allez la voir. Quand elle est sûre que c’est vous, elle vous donne un code pour cette page.`,
    haveDevice: 'J’ai encore un autre appareil',
    haveDeviceBody: 'Ouvrez-y Nod. Vous pouvez aussi y mettre en pause celui qui est perdu, sans aucun code.',
    closed:
      'Cette page s’est fermée, comme prévu après 15 minutes. Rien n’est perdu\u00a0: continuez avec un autre code.',
  },
  overview: {
    title: 'Trois étapes pour être de nouveau en sécurité',
    open: (minutes: number) =>
      counted(minutes, {
        one: 'Cette page se fermera dans # minute.',
        other: 'Cette page se fermera toute seule dans # minutes.',
      }),
    done: 'Fait',
    seen: (ago: string) => `dernière activité\u00a0: ${ago}`,
    added: (ago: string) => `ajouté\u00a0: ${ago}`,
    pauseTitle: 'Mettre en pause ce qui est perdu',
    pauseBody: 'Dès cet instant, un appareil en pause ne répond plus à rien, et il ne peut pas se réactiver lui-même.',
    pause: 'Mettre cet appareil en pause',
    turnAway: 'Le refuser',
    noActive: 'Aucun appareil ne peut répondre pour vous maintenant.',
    others: 'En pause ou retirés',
    pairTitle: 'Associer un nouveau téléphone',
    pairBody: 'Gardez-le sous la main, ou faites cela sur ce téléphone. Il pourra répondre tout de suite.',
    pair: 'Associer un nouveau téléphone',
    paired: ' est associé, et peut vous connecter.',
    codesTitle: 'Créer de nouveaux codes de secours',
    codesBody: (left: number) =>
      left === 0
        ? 'Il n’en reste aucun.'
        : `${counted(left, { one: 'Il en reste #', other: 'Il en reste #' })}. Si la feuille est peut-être perdue aussi, créez-en de nouveaux\u00a0: les anciens ne seront alors plus valables.`,
    codes: 'Créer de nouveaux codes',
    codesAsk: 'Les anciens codes cessent aussitôt d’être valables, même ceux d’une feuille que vous avez encore.',
    codesSure: 'Annuler les anciens codes et en créer de nouveaux',
    codesMade: (left: number) =>
      counted(left, {
        one: 'Vous en avez créé\u00a0: # est valable.',
        other: 'Vous en avez créé de nouveaux\u00a0: # sont valables.',
      }),
    restTitle: 'Et le reste',
    end: 'Fermer cette page',
  },
  rest: [
    'Changez vos mots de passe sur les sites où vous vous connectez, surtout ceux qui étaient enregistrés sur le téléphone perdu.',
    'Bloquez le téléphone lui-même\u00a0: Localiser (Apple) ou Localiser mon appareil (Google) le verrouillent et l’effacent à distance.',
    'Faites bloquer la carte SIM par votre opérateur.',
    'Prévenez la personne qui gère ce serveur. Elle voit ce que le téléphone perdu a répondu en dernier.',
  ],
  pair: {
    title: 'Associez votre nouveau téléphone',
    scan: 'Dirigez l’appareil photo du nouveau téléphone vers ceci, et ouvrez ce qu’il trouve.',
    type: (origin: string) => `Ou ouvrez-y ${origin} et saisissez ce code\u00a0:`,
    until: 'Les deux ne servent qu’une fois, pendant 10 minutes.',
    here: 'C’est le nouveau téléphone\u00a0: l’associer ici',
    hereBody: 'Cette page reste ouverte en arrière-plan.',
    back: 'Il est associé\u00a0: continuer',
  },
  codes: {
    title: 'Vos nouveaux codes de secours',
    body: 'Ils ne s’affichent qu’une fois. Imprimez cette page ou notez-les, et gardez-les ailleurs qu’avec le téléphone. Chacun ne sert qu’une fois. Les anciens ne sont plus valables.',
    where: 'Si vous avez perdu votre téléphone, ouvrez',
    type: 'Saisissez-les sur cette page ou dans l’application, jamais ailleurs.',
    back: 'Je les ai\u00a0: continuer',
  },
  ended: {
    title: 'Cette page est fermée',
    body: 'Ce que vous avez fait ici est enregistré. Ce qu’il vous reste à faire\u00a0:',
  },
  problem: {
    title: 'Cela n’a pas abouti',
    form: 'Cette action ne venait pas de la page elle-même. Rien n’a changé. Rouvrez la page et recommencez.',
    wait: (seconds: number) =>
      counted(seconds, {
        one: 'Trop d’essais depuis votre réseau. Attendez # seconde, puis réessayez. Rien n’est bloqué pour autant.',
        other: 'Trop d’essais depuis votre réseau. Attendez # secondes, puis réessayez. Rien n’est bloqué pour autant.',
      }),
    gone: 'Cet appareil n’est plus dans la liste. Rien n’a changé.',
    tooMany: (limit: number) =>
      `Ce compte a ${limit} appareils, et ne peut pas en avoir plus. Rien n’a changé. La personne qui gère ce serveur peut en retirer un.`,
    server: 'Le serveur ne peut pas le faire pour l’instant. Rien n’a changé. Réessayez dans une minute.',
    back: 'Retour',
  },
  /** How one of the devices came to be there. @param other the name of the device that did it; null for one that is gone */
  letIn: {
    first: () => 'Le premier appareil de ce compte',
    device: (other: string | null) =>
      `${other === null ? 'Un appareil retiré depuis' : `«\u00a0${other}\u00a0»`} l’a accepté`,
    moved: (other: string | null) =>
      `Il a remplacé ${other === null ? 'un appareil retiré depuis' : `«\u00a0${other}\u00a0»`}`,
    operator: () => 'La personne qui gère le serveur l’a accepté',
    recovery: () => 'Il a été ajouté avec un code de secours',
    off: () => 'Ajouté sans l’accord d’un autre appareil',
    waited: () => 'Ajouté après une attente, sans aucun refus',
  },
  state: {
    removed: 'Retiré',
    paused: 'En pause',
    pausedByOperator: 'Mis en pause par la personne qui gère le serveur',
    active: 'Répond pour vous',
    notYet: 'Pas encore accepté',
  },
  ago: {
    justNow: 'à l’instant',
    minutes: (count: number) => `il y a ${count} min`,
    hours: (count: number) => counted(count, { one: 'il y a # heure', other: 'il y a # heures' }),
    days: (count: number) => counted(count, { one: 'il y a # jour', other: 'il y a # jours' }),
  },
};
