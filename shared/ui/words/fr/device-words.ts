import { countedIn } from '../../../languages/counted.ts';
import type { deviceWords as english } from '../device-words.ts';
import type { Here, RunsIn } from '../here.ts';
import { allowNotifications } from './common-words.ts';
import { dated } from './time-words.ts';

const counted = countedIn('fr');
const thisDevice = (here: Here) => (here === 'phone' ? 'ce téléphone' : 'cet ordinateur');
const ThisDevice = (here: Here) => (here === 'phone' ? 'Ce téléphone' : 'Cet ordinateur');

/** The device while nothing is asked: whether requests reach it, its accounts, its settings. Part of `words` (words.ts). */
export const deviceWords: typeof english = {
  quiet: {
    title: 'Tout est calme.',
    body: 'Personne ne demande à se connecter en votre nom.',
    /** In place of the two above, where they would claim what nobody knows. */
    asking: { title: 'Un instant.', body: 'Nod vérifie si une demande vous attend.' },
    offline: {
      title: 'Pas de réseau.',
      body: (here: Here) => `${ThisDevice(here)} est hors ligne. Les demandes s’afficheront au retour du réseau.`,
    },
    away: {
      title: 'Injoignable.',
      body: (servers: string) => `Nod n’arrive pas à joindre ${servers} et continue d’essayer.`,
    },
    someAway: {
      title: 'Calme, pour l’instant.',
      body: (servers: string) =>
        `Nod n’arrive pas à joindre ${servers} et continue d’essayer. Ailleurs, il n’y a aucune demande.`,
    },
    unused: {
      title: 'Non utilisé.',
      body: (here: Here) => `Aucun compte ne reçoit de demandes sur ${thisDevice(here)} en ce moment.`,
    },
    last: 'Dernière réponse',
    noneYet: 'Aucune demande pour l’instant. La première sera gardée ici.',
    thisDevice: ThisDevice,
    more: 'Plus',
    healthy: (here: Here) => `Les notifications arrivent sur ${thisDevice(here)}`,
    checked: (when: string) => `Dernière vérification\u00a0: ${when}`,
    unseen: 'Impossible de vérifier les notifications pour l’instant',
    unseenNext: 'Il faut pour cela joindre le serveur.',
    unknown: 'Les notifications n’ont pas encore été vérifiées',
    unknownNext: 'Envoyez un test pour voir si elles arrivent.',
    failing: (here: Here) => `Les notifications n’arrivent pas sur ${thisDevice(here)}`,
    failingNext: 'Envoyez un test. Si rien n’arrive, désactivez les notifications puis réactivez-les.',
    slowed: 'Les notifications arrivent en retard',
    slowedNext:
      'Le service du navigateur n’accepte plus de notifications pour l’instant. Ouvrez Nod quand vous vous connectez quelque part.',
    untested: 'Vérification des notifications en cours',
    untestedNext: 'Tant que le test n’est pas arrivé, les demandes ne s’affichent que quand Nod est ouvert.',
    hidden: 'Les notifications ne s’affichent pas',
    hiddenNext: (here: Here) =>
      here === 'computer'
        ? 'Elles arrivent, mais le système n’en affiche aucune. Autorisez-les pour ce navigateur dans les réglages du système\u00a0; sous Linux, Firefox a besoin de libnotify.'
        : 'Elles arrivent, mais le système n’en affiche aucune. Autorisez-les pour ce navigateur dans les réglages du téléphone.',
    off: 'Les notifications de Nod sont désactivées',
    offNext: (here: Here, runsIn: RunsIn) => `${allowNotifications(here, runsIn)}.`,
    pull: 'Les demandes ne s’affichent que quand Nod est ouvert',
    pullNext: 'Ouvrez Nod quand vous vous connectez quelque part.',
    turnOn: 'Activer les notifications',
    test: 'Envoyer un test',
    testing: 'Envoi d’un test…',
    testWaiting: 'Le test est en route…',
    testArrived: 'Le test est arrivé.',
    testLost: 'Le test n’est pas arrivé. Réessayez, ou désactivez les notifications puis réactivez-les.',
  },

  update: {
    title: 'Une nouvelle version de Nod est prête',
    body: 'La mise à jour prend un instant. Vous n’aurez rien à associer de nouveau.',
    now: 'Mettre à jour',
    busy: 'Mise à jour…',
    later: 'Plus tard',
  },

  storage: {
    title: 'Le navigateur pourrait effacer les données de Nod',
    body: (here: Here) =>
      `Cela arrive quand la place manque. Il faudrait alors associer de nouveau ${thisDevice(here)}.`,
    install: (here: Here) => `Pour l’éviter, installez Nod sur ${thisDevice(here)}.`,
  },

  accounts: {
    title: 'Comptes',
    empty: 'Aucun compte n’est encore associé.',
    emptyNext: (here: Here) => `Associez ${thisDevice(here)} à un compte pour répondre ici à ses demandes.`,
    add: 'Associer un autre compte',
    onlyDevice: (here: Here) => `${ThisDevice(here)} est votre seul appareil`,
    onlyDeviceNext: (host: string) =>
      `Si vous le perdez, vous ne pourrez plus vous connecter. Pour associer un deuxième appareil, ouvrez-y ${host} et saisissez un code\u00a0: vous l’obtenez au même endroit que le premier.`,
    open: 'Ouvrir le compte',
    remove: 'Retirer',
    removing: 'Retrait…',
    removeTitle: (here: Here) => `Retirer ce compte de ${thisDevice(here)}\u00a0?`,
    removeBody: (account: string, server: string) =>
      `Les demandes pour ${account} sur ${server} n’arriveront plus ici. Pour revenir en arrière, associez de nouveau ce compte.`,
    removeConfirm: 'Retirer le compte',
    suspended: (here: Here) =>
      `${ThisDevice(here)} est en pause\u00a0: il ne reçoit aucune demande, et ses réponses ne comptent pas.`,
    wrongCodes:
      'En pause\u00a0: trop de codes incorrects. Demandez un nouveau code à la personne qui gère le serveur, puis recommencez l’association.',
    seeWhy: 'Voir pourquoi',
    revoked: (here: Here) => `${ThisDevice(here)} a été retiré du compte. Pour l’utiliser, associez-le de nouveau.`,
    unvouched: 'Pas encore accepté\u00a0: un autre de vos appareils doit d’abord donner son accord.',
    keptOut: (here: Here) =>
      `${ThisDevice(here)} n’a pas été accepté. Pour réessayer, retirez-le ici et associez-le avec un nouveau code.`,
    showDigits: 'Afficher les chiffres',
    push: 'Notifications activées',
    pull: 'Seulement quand Nod est ouvert',
    attention: 'Les notifications n’arrivent pas',
  },

  removeOffline: {
    title: 'Le serveur n’a pas pu être prévenu',
    body: 'Il ne sait pas encore que le compte a été retiré ici, et continue d’afficher cet appareil.',
    confirm: 'Retirer quand même',
  },

  devices: {
    title: 'Appareils',
    lead: 'Chacun de ces appareils peut répondre pour votre compte. Mettez en pause celui qui n’est pas à vous, et retirez ceux que vous n’avez plus.',
    thisOne: ThisDevice,
    added: (when: string) => `Ajouté ${dated(when)}`,
    lastSeen: (when: string) => `Dernière activité\u00a0: ${when}`,
    pull: 'N’affiche les demandes que quand Nod est ouvert',
    pending: 'Association non terminée',
    suspended: 'Mis en pause',
    unvouched: 'Pas encore accepté',
    fingerprint: (print: string) => `Référence ${print}`,
  },

  happened: {
    title: 'Ce qui s’est passé',
    news: (count: number) =>
      counted(count, {
        one: 'Il s’est passé quelque chose sur votre compte',
        other: 'Il s’est passé # choses sur votre compte',
      }),
    newsNext:
      'Par exemple, un appareil a été ajouté, mis en pause ou retiré. Si ce n’était pas vous, vous pouvez l’annuler.',
    look: 'Voir ce qui s’est passé',
  },

  settings: {
    title: 'Réglages',
    note: 'Notifications, nom, comptes',
    notifications: 'Notifications',
    turnOff: 'Désactiver les notifications',
    turningOff: 'Désactivation…',
    someWithout: 'Certains comptes n’en reçoivent pas. La liste de tous les comptes montre lesquels.',
    accounts: (here: Here) => `Tous les comptes sur ${thisDevice(here)}`,
    accountsNote: 'En associer un autre, ou en retirer un',
    storage: 'Stockage',
    storageKept: 'Le navigateur garde les données de Nod',
    storageAsk: 'Demander au navigateur de les garder',
    install: 'Installer',
    installed: (here: Here) => `Nod est installé sur ${thisDevice(here)}`,
    notInstalled: 'Nod s’utilise dans le navigateur',
    installShow: 'Voir comment l’installer',
    renameSave: 'Enregistrer le nom',
    renaming: 'Enregistrement…',
  },

  /** Of a request; what sets it up is in confirm-words.ts. */
  confirm: {
    ofAccount: (username: string, server: string) => `${username} sur ${server}`,
    next: '«\u00a0Approuver\u00a0» vous demandera votre empreinte, votre visage ou votre code PIN.',
    neededTitle: 'Vous devez confirmer que c’est vous',
    neededBody:
      'Cette demande exige votre empreinte, votre visage ou votre code PIN, et ce n’est pas activé ici. Répondez sur un autre appareil, et activez ici «\u00a0Confirmer que c’est vous\u00a0» pour la prochaine fois.',
    tooNew: (when: string) =>
      `Cette demande exige votre empreinte, votre visage ou votre code PIN, et cela ne sera valable ici que plus tard\u00a0: ${dated(when)}. Répondez sur un autre appareil.`,
    tooLate:
      'Cette demande exige votre empreinte, votre visage ou votre code PIN, et cela a été activé ici après son arrivée. Si elle vient de vous, refaites-la.',
    toSettings: 'Aller aux Réglages',
    waits:
      'Impossible d’approuver ici\u00a0: «\u00a0Confirmer que c’est vous\u00a0» n’était pas activé quand la demande est arrivée.',
  },
};
