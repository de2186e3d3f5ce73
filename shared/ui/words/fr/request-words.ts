import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { requestWords as english } from '../request-words.ts';

const counted = countedIn('fr');
const tries = (count: number) => counted(count, { one: 'Il vous reste # essai', other: 'Il vous reste # essais' });

/** A request: what it asks, how it is answered, how it ends; those that wait and those that are over. Part of `words`. */
export const requestWords: typeof english = {
  request: {
    signIn: (username: string) => `Connexion au compte ${username}`,
    forAccount: 'Votre compte\u00a0:',
    browserOn: (browser: string, system: string) => `${browser} sur ${system}`,
    unknownBrowser: 'Navigateur inconnu',
    unknownPlace: 'Lieu inconnu',
    address: 'Adresse',
    details: 'Ce qui est demandé',
    firstPlace: (place: string) => `Première fois depuis ${place}`,
    firstBrowser: (browser: string) => `Première fois avec ${browser}`,
    firstApplication: (application: string) => `Première demande envoyée par ${application}`,
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
    firstHint: 'Si cette demande ne vient pas de vous, choisissez «\u00a0Refuser\u00a0».',
    codeLabel: 'Saisissez le code de l’autre écran',
    codeName: (count: number) => `Code à ${count} chiffres de l’autre écran`,
    shortCode: (count: number) =>
      `Un code à ${count} chiffres est facile à deviner\u00a0: regardez bien qui fait la demande.`,
    codeFirst: 'Saisissez le code pour approuver.',
    wrongCode: (triesLeft: number) => `Ce n’est pas le bon code. ${tries(triesLeft)}.`,
    scan: 'Le scanner',
    paste: 'Coller',
    pasteNothing: 'Aucun chiffre à coller\u00a0: copiez d’abord le code',
    fetched: 'Vous avez récupéré cette demande\u00a0: ne l’approuvez que si vous avez ouvert cette page vous-même.',
    originOpen: (site: string) => `Un onglet de ce navigateur affiche ${site} et c’est bien le vrai site.`,
    place: {
      looking: 'Nod cherche cette connexion dans vos onglets.',
      absentTitle: 'Cette connexion n’a pas été commencée dans ce navigateur',
      absentCode:
        'Si vous l’avez commencée sur un autre appareil, saisissez le code qu’il affiche. Sinon, choisissez «\u00a0Refuser\u00a0».',
      absentOnly: (application: string) =>
        `${application} n’accepte une approbation que dans le navigateur qui se connecte. Si cette demande ne vient pas de vous, choisissez «\u00a0Refuser\u00a0».`,
      hiddenTitle: (sites: string) => `Nod n’a pas accès à ${sites}`,
      hiddenBody:
        'Donnez-lui accès, pour qu’il puisse vérifier que votre onglet affiche le vrai site. Il y cherche cette connexion, et rien d’autre.',
      orCode: 'Ou saisissez le code.',
      allow: 'Autoriser',
      waits: 'Nod doit d’abord trouver cette connexion dans un onglet de ce navigateur.',
    },
    answer: 'Votre réponse',
    deny: 'Refuser',
    denyWith: 'Refuser parce que…',
    attachedLead: 'Joint plus bas\u00a0:',
    attachedFirst: 'Lisez d’abord ce qui est joint.',
    attachedToTheEnd: 'Faites d’abord défiler les pièces jointes jusqu’à la fin.',
    approve: 'Approuver',
    approveIn: (seconds: number) => `Approuver dans ${seconds}`,
    readFirst: '«\u00a0Approuver\u00a0» sera possible dans quelques secondes\u00a0: lisez d’abord qui fait la demande.',
    denying: 'Refus…',
    approving: 'Approbation…',
    reporting: 'Signalement…',
    sending: 'Envoi de votre réponse…',
    notMe: 'Ce n’était pas moi',
    reportTitle: 'Signaler cette demande\u00a0?',
    reportBody: (application: string) =>
      `Nod la refuse, et ${application} ne peut plus vous envoyer de notifications pendant un moment. Si cette demande ne vient pas de vous, quelqu’un connaît peut-être votre mot de passe.`,
    reportConfirm: 'Signaler',
    ringName: (left: string) => `Temps pour répondre\u00a0: ${left}`,
  },

  signingIn: {
    entry: 'Je me connecte',
    entryNote: 'Et aucune notification n’est arrivée',
    title: 'Je me connecte',
    body: 'Nod récupère la demande de la page où vous vous connectez. Uniquement pour une page que vous avez ouverte vous-même.',
    scan: 'Scanner le code de cette page',
    or: 'ou saisir ses chiffres',
    which: 'Avec quel compte\u00a0?',
    digits: 'Chiffres de cette page',
    digitsHint: 'Six ou plus.',
    fetch: 'Récupérer la demande',
    fetching: 'Recherche de la demande…',
    thisPageTitle: 'La page au premier plan attend votre réponse',
    thisPageBody: 'Si vous l’avez ouverte vous-même, récupérez sa demande.',
    thisPage: 'Récupérer la demande de cette page',
    unavailable: 'Ce serveur ne le permet pas\u00a0: chaque demande en attente s’affiche ici toute seule.',
  },

  looking: {
    unpairedTitle: 'Nod n’est pas associé ici',
    unpairedBody:
      'Ouvrez Nod là où vous l’avez associé, depuis l’écran d’accueil par exemple, et choisissez-y «\u00a0Je me connecte\u00a0». Ou associez-le ici.',
    pair: 'Associer Nod ici',
    title: 'Recherche de la demande…',
    body: 'Nod vérifie auprès du serveur si une demande vous attend.',
  },

  outcome: {
    anotherWaits: 'Une autre demande attend. Choisissez «\u00a0Terminé\u00a0» pour la voir.',
    approved: {
      title: 'Demande approuvée',
      body: (application: string) => `Revenez sur ${application}\u00a0: la suite se fait toute seule.`,
      onPhone: 'Si vous vous connectez sur ce téléphone, revenez à la page dans votre navigateur.',
    },
    denied: {
      title: 'Demande refusée',
      body: (application: string) =>
        `${application} a reçu votre refus. Personne ne s’est connecté avec cette demande.`,
    },
    reported: {
      title: 'Demande signalée',
      body: (application: string) =>
        `${application} a reçu votre refus, et ne peut plus vous envoyer de notifications pendant un moment.`,
      next: (application: string) =>
        `Changez maintenant votre mot de passe pour ${application}\u00a0: quelqu’un le connaît peut-être.`,
    },
    phishing: {
      title: 'Une fausse page de connexion',
      body: (application: string, site: string) =>
        `${site} se fait passer pour ${application}. La demande a été refusée et signalée.`,
      next: (application: string) =>
        `Fermez cette page. Si vous y avez saisi votre mot de passe, changez-le directement sur ${application}.`,
    },
    expired: {
      title: 'Trop tard pour cette demande',
      body: (application: string) =>
        `La demande envoyée par ${application} a expiré sans réponse. Rien n’a été approuvé.`,
      next: 'Si c’était vous, recommencez la connexion.',
    },
    canceled: {
      title: 'Demande annulée',
      body: (application: string) => `${application} a annulé cette demande. Rien n’a été approuvé.`,
      next: 'Si une nouvelle demande arrive, répondez à celle-là.',
    },
    failed: {
      title: 'Trop de codes incorrects',
      body: (application: string) => `La demande envoyée par ${application} est terminée. Rien n’a été approuvé.`,
      next: 'Si c’était vous, recommencez la connexion.',
    },
    elsewhere: {
      title: {
        approved: (device: string) => `Demande approuvée sur ${device}`,
        denied: (device: string) => `Demande refusée sur ${device}`,
        reported: (device: string) => `Demande signalée sur ${device}`,
      },
      someDevice: 'un autre appareil',
      body: (application: string) =>
        `La demande envoyée par ${application} a reçu sa réponse. Vous n’avez plus rien à faire ici.`,
      next: 'Si ce n’était pas vous, retirez cet appareil tout de suite.',
      devices: 'Voir vos appareils',
    },
    /** Which answer it is, since it isn't final: until it is sent, another one can still be given. */
    kept: {
      title: {
        approve: 'Votre approbation attend d’être envoyée',
        deny: 'Votre refus attend d’être envoyé',
        report: 'Votre signalement attend d’être envoyé',
      },
      offline: (here: Here, until: string) =>
        `${here === 'phone' ? 'Ce téléphone' : 'Cet ordinateur'} est hors ligne. Nod enverra votre réponse au retour du réseau, si c’est avant ${until}.`,
      away: (server: string, until: string) =>
        `${server} est injoignable. Nod enverra votre réponse dès que le serveur répondra, si c’est avant ${until}.`,
    },
  },

  /** A final answer as one word in a list. */
  states: {
    approved: 'Approuvée',
    denied: 'Refusée',
    reported: 'Signalée',
    expired: 'Expirée',
    canceled: 'Annulée',
    failed: 'Codes incorrects',
  },

  pending: {
    title: 'En attente de votre réponse',
    letIn: (name: string) => `Ajouter «\u00a0${name}\u00a0» à votre compte\u00a0?`,
    count: (count: number) => counted(count, { one: '# demande en attente', other: '# demandes en attente' }),
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
