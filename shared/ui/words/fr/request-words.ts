import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { requestWords as english } from '../request-words.ts';

const counted = countedIn('fr');
const tries = (count: number) => counted(count, { one: '# essai restant', other: '# essais restants' });

/** A request: what it asks, how it is answered, how it ends; those that wait and those that are over. Part of `words`. */
export const requestWords: typeof english = {
  request: {
    signIn: (username: string) => `Se connecter en tant que ${username}`,
    forAccount: 'Votre compte\u00a0:',
    browserOn: (browser: string, system: string) => `${browser} sur ${system}`,
    unknownBrowser: 'Navigateur inconnu',
    unknownPlace: 'Lieu inconnu',
    address: 'Adresse',
    details: 'Ce qui est demandé',
    firstPlace: (place: string) => `Première fois depuis ${place}`,
    firstBrowser: (browser: string) => `Première fois avec ${browser}`,
    firstApplication: (application: string) => `Première demande de ${application}`,
    /** Asked before, and never approved: as unusual as the first time, but not the first. */
    strangePlace: (place: string) => `Vous n’avez encore rien approuvé ici depuis ${place}`,
    strangeBrowser: (browser: string) => `Vous n’avez encore rien approuvé ici avec ${browser}`,
    strangeApplication: (application: string) => `Vous n’avez encore rien approuvé ici pour ${application}`,
    /** Requests in five minutes; none of them was approved. */
    manyLately: (count: number) =>
      counted(count, {
        one: '# demande en 5 minutes, et vous ne l’avez pas approuvée',
        other: '# demandes en 5 minutes, et vous n’en avez approuvé aucune',
      }),
    /** The application says so; where it says nothing, or knows it, nothing is said. */
    siteKnowsNot: 'Ce site ne connaît pas encore ce navigateur',
    firstHint: 'Si ce n’est pas vous qui l’avez commencé, choisissez «\u00a0Refuser\u00a0».',
    codeLabel: 'Saisissez le code de l’autre écran',
    codeName: (count: number) => `Code à ${count} chiffres de l’autre écran`,
    shortCode: (count: number) => `Un code à ${count} chiffres est facile à deviner\u00a0: regardez bien qui demande.`,
    codeFirst: 'Saisissez le code pour approuver.',
    wrongCode: (triesLeft: number) => `Ce n’est pas le bon code. ${tries(triesLeft)}.`,
    scan: 'Le scanner plutôt',
    paste: 'Coller',
    pasteNothing: 'Pas de chiffres à coller\u00a0: copiez d’abord le code',
    fetched: 'C’est vous qui l’avez cherchée\u00a0: ne l’approuvez que si vous avez ouvert cette page vous-même.',
    originOpen: (site: string) => `Un onglet de ce navigateur affiche ${site} et c’est bien le vrai site.`,
    place: {
      looking: 'Nod cherche cette connexion dans vos onglets.',
      absentTitle: 'Cette connexion n’a pas été commencée dans ce navigateur',
      absentCode:
        'Si vous l’avez commencée sur un autre appareil, saisissez le code qu’il affiche. Sinon, choisissez «\u00a0Refuser\u00a0».',
      absentOnly: (application: string) =>
        `${application} n’accepte une approbation que du navigateur qui se connecte. Si ce n’est pas vous qui l’avez commencé, choisissez «\u00a0Refuser\u00a0».`,
      hiddenTitle: (sites: string) => `Nod n’a pas le droit de regarder ${sites}`,
      hiddenBody:
        'Autorisez-le, pour qu’il voie si votre onglet est le vrai site. Il cherche cette connexion, et rien d’autre.',
      orCode: 'Ou saisissez le code.',
      allow: 'Autoriser',
      waits: 'Nod doit d’abord trouver cette connexion dans un onglet de ce navigateur.',
    },
    answer: 'Votre réponse',
    deny: 'Refuser',
    denyWith: 'Refuser parce que…',
    attachedLead: 'Joint plus bas\u00a0:',
    attachedFirst: 'Regardez d’abord ce qui est joint.',
    attachedToTheEnd: 'Faites d’abord défiler jusqu’à la fin ce qui est joint.',
    approve: 'Approuver',
    approveIn: (seconds: number) => `Approuver dans ${seconds}`,
    readFirst: '«\u00a0Approuver\u00a0» sera possible dans quelques secondes\u00a0: lisez d’abord qui demande.',
    denying: 'Refus…',
    approving: 'Approbation…',
    reporting: 'Signalement…',
    sending: 'Envoi de votre réponse…',
    notMe: 'Ce n’était pas moi',
    reportTitle: 'Signaler cette demande\u00a0?',
    reportBody: (application: string) =>
      `Nod la refuse, et ${application} ne peut plus vous avertir pendant un moment. Si ce n’est pas vous qui l’avez commencée, quelqu’un connaît peut-être votre mot de passe.`,
    reportConfirm: 'Signaler',
    ringName: (left: string) => `Temps pour répondre\u00a0: ${left}`,
  },

  signingIn: {
    entry: 'Je me connecte',
    entryNote: 'Et aucun appareil n’a été averti',
    title: 'Je me connecte',
    body: 'Nod va chercher la demande de la page où vous vous connectez. Seulement pour une page que vous avez ouverte vous-même.',
    scan: 'Scanner le code de cette page',
    or: 'ou saisir ses chiffres',
    which: 'Avec quel compte\u00a0?',
    digits: 'Chiffres de cette page',
    digitsHint: 'Six ou plus.',
    fetch: 'Chercher la demande',
    fetching: 'Recherche de la demande…',
    thisPageTitle: 'La page au premier plan vous attend',
    thisPageBody: 'Si vous l’avez ouverte vous-même, cherchez sa demande.',
    thisPage: 'Chercher la demande de cette page',
    unavailable: 'Ce serveur ne le permet pas\u00a0: chaque demande en attente s’affiche ici d’elle-même.',
  },

  looking: {
    unpairedTitle: 'Nod n’est pas associé ici',
    unpairedBody:
      'Ouvrez Nod là où vous l’avez associé, depuis l’écran d’accueil par exemple, et choisissez-y «\u00a0Je me connecte\u00a0». Ou associez-le ici.',
    pair: 'L’associer ici',
    title: 'Recherche de la demande…',
    body: 'Nod demande au serveur ce qui vous attend.',
  },

  outcome: {
    anotherWaits: 'Une autre demande attend. Choisissez «\u00a0Terminé\u00a0» pour la voir.',
    approved: {
      title: 'Approuvée',
      body: (application: string) => `Retournez à ${application}\u00a0: la suite se fait toute seule.`,
      onPhone: 'Si vous vous connectez sur ce téléphone, revenez à la page dans votre navigateur.',
    },
    denied: {
      title: 'Refusée',
      body: (application: string) => `${application} a reçu un non. Personne n’est entré avec cette demande.`,
    },
    reported: {
      title: 'Signalée',
      body: (application: string) => `${application} a reçu un non, et ne peut plus vous avertir pendant un moment.`,
      next: (application: string) =>
        `Changez maintenant votre mot de passe pour ${application}\u00a0: quelqu’un le connaît peut-être.`,
    },
    phishing: {
      title: 'Une fausse page de connexion',
      body: (application: string, site: string) =>
        `${site} a affiché la connexion de ${application}, et ce n’est pas ${application}. Elle a été refusée et signalée.`,
      next: (application: string) =>
        `Fermez cette page. Si vous y avez saisi votre mot de passe, changez-le sur ${application} même.`,
    },
    expired: {
      title: 'Trop tard pour celle-ci',
      body: (application: string) =>
        `La demande de ${application} a expiré avant d’avoir une réponse. Rien n’a été approuvé.`,
      next: 'Si c’était vous, recommencez là où vous vous connectez.',
    },
    canceled: {
      title: 'Plus demandée',
      body: (application: string) => `${application} a retiré cette demande. Rien n’a été approuvé.`,
      next: 'Si une demande plus récente suit, répondez à celle-là.',
    },
    failed: {
      title: 'Trop de codes erronés',
      body: (application: string) => `La demande de ${application} est close. Rien n’a été approuvé.`,
      next: 'Si c’était vous, recommencez là où vous vous connectez.',
    },
    elsewhere: {
      title: {
        approved: (device: string) => `Approuvée sur ${device}`,
        denied: (device: string) => `Refusée sur ${device}`,
        reported: (device: string) => `Signalée sur ${device}`,
      },
      someDevice: 'un autre appareil',
      body: (application: string) => `La demande de ${application} a sa réponse. Il n’y a plus rien à faire ici.`,
      next: 'Si ce n’était pas vous, retirez cet appareil tout de suite.',
      devices: 'Voir vos appareils',
    },
    /** Which answer it is, since it isn't final: until it is sent, another one can still be given. */
    kept: {
      title: {
        approve: 'Votre approbation est gardée',
        deny: 'Votre refus est gardé',
        report: 'Votre signalement est gardé',
      },
      offline: (here: Here, until: string) =>
        `${here === 'phone' ? 'Ce téléphone' : 'Cet ordinateur'} est hors ligne. Nod l’enverra dès qu’il y aura du réseau, si c’est avant ${until}.`,
      away: (server: string, until: string) =>
        `${server} est injoignable. Nod l’enverra dès qu’il répondra, si c’est avant ${until}.`,
    },
  },

  /** A final answer as one word in a list. */
  states: {
    approved: 'Approuvée',
    denied: 'Refusée',
    reported: 'Signalée',
    expired: 'Expirée',
    canceled: 'Retirée',
    failed: 'Codes erronés',
  },

  pending: {
    title: 'En attente de votre réponse',
    letIn: (name: string) => `Ajouter «\u00a0${name}\u00a0» à votre compte\u00a0?`,
    count: (count: number) => counted(count, { one: '# demande attend', other: '# demandes attendent' }),
  },

  history: {
    title: 'Demandes passées',
    empty: 'Aucune réponse pour l’instant. Ce que vous approuvez ou refusez apparaît ici.',
    /** How it ended, and on which device. */
    on: (answer: string, device: string) => `${answer} sur ${device}`,
    /** The same where no device answered: “by six digits of another app”. */
    by: (answer: string, way: string) => `${answer} ${way}`,
    more: 'Afficher les réponses plus anciennes',
    loadingMore: 'Chargement des réponses plus anciennes…',
  },
};
