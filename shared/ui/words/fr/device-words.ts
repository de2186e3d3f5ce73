import { countedIn } from '../../../languages/counted.ts';
import type { deviceWords as english } from '../device-words.ts';
import type { Here, RunsIn } from '../here.ts';
import { allowNotifications } from './common-words.ts';

const counted = countedIn('fr');

/** The device while nothing is asked: whether requests reach it, its accounts, its settings. Part of `words` (words.ts). */
export const deviceWords: typeof english = {
  quiet: {
    title: 'Tout est calme.',
    body: 'Personne ne demande à se connecter en votre nom.',
    /** In place of the two above, where they would claim what nobody knows. */
    asking: { title: 'Un instant.', body: 'Nod demande ce qui vous attend.' },
    offline: {
      title: 'Pas de réseau.',
      body: (here: Here) =>
        `${here === 'phone' ? 'Ce téléphone' : 'Cet ordinateur'} est hors ligne. Les demandes s’afficheront au retour du réseau.`,
    },
    away: {
      title: 'Injoignable.',
      body: (servers: string) => `Pas de réponse de ${servers}. Nod continue de demander.`,
    },
    someAway: {
      title: 'Calme, pour l’instant.',
      body: (servers: string) =>
        `Pas de réponse de ${servers}, et Nod continue de demander. Ailleurs, personne ne demande rien.`,
    },
    unused: {
      title: 'Pas utilisé.',
      body: (here: Here) =>
        `Aucun compte ne reçoit de demandes sur ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} en ce moment.`,
    },
    last: 'Dernière réponse',
    noneYet: 'Aucune demande pour l’instant. La première sera gardée ici.',
    thisDevice: (here: Here) => (here === 'phone' ? 'Ce téléphone' : 'Cet ordinateur'),
    more: 'Plus',
    healthy: (here: Here) =>
      here === 'phone'
        ? 'Les notifications arrivent sur ce téléphone'
        : 'Les notifications arrivent sur cet ordinateur',
    checked: (when: string) => `Dernière vérification\u00a0: ${when}`,
    unseen: 'Impossible de vérifier les notifications pour l’instant',
    unseenNext: 'Il faut le serveur pour cela.',
    unknown: 'Les notifications ne sont pas encore vérifiées',
    unknownNext: 'Envoyez un test pour voir si elles arrivent.',
    failing: (here: Here) =>
      here === 'phone'
        ? 'Les notifications n’arrivent pas sur ce téléphone'
        : 'Les notifications n’arrivent pas sur cet ordinateur',
    failingNext: 'Envoyez un test. Si rien n’arrive, désactivez les notifications puis réactivez-les.',
    slowed: 'Les notifications arrivent en retard',
    slowedNext:
      'Le service du navigateur n’accepte plus de notifications pour l’instant. Ouvrez Nod quand vous vous connectez quelque part.',
    untested: 'Vérification des notifications en cours',
    untestedNext: 'Tant que le test n’est pas arrivé, les demandes s’affichent quand Nod est ouvert.',
    hidden: 'Les notifications n’apparaissent pas',
    hiddenNext: (here: Here) =>
      here === 'computer'
        ? 'Elles arrivent, mais le système n’en montre aucune. Autorisez-les pour ce navigateur dans les réglages du système\u00a0; sous Linux, Firefox a besoin de libnotify.'
        : 'Elles arrivent, mais le système n’en montre aucune. Autorisez-les pour ce navigateur dans les réglages du téléphone.',
    off: 'Les notifications de Nod sont désactivées',
    offNext: (here: Here, runsIn: RunsIn) => `${allowNotifications(here, runsIn)}.`,
    pull: 'Les demandes s’affichent quand Nod est ouvert',
    pullNext: 'Ouvrez Nod quand vous vous connectez quelque part.',
    turnOn: 'Activer les notifications',
    test: 'Envoyer un test',
    testing: 'Envoi d’un test…',
    testWaiting: 'En attente de son arrivée…',
    testArrived: 'Le test est arrivé.',
    testLost: 'Le test n’est pas arrivé. Réessayez, ou désactivez les notifications puis réactivez-les.',
  },

  update: {
    title: 'Une nouvelle version de Nod est prête',
    body: 'La mise à jour prend un instant, et rien n’est à associer de nouveau.',
    now: 'Mettre à jour',
    busy: 'Mise à jour…',
    later: 'Plus tard',
  },

  storage: {
    title: 'Le navigateur pourrait effacer les données de Nod',
    body: (here: Here) =>
      `Il le fait quand la place manque. Il faudrait alors associer ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} de nouveau.`,
    install: (here: Here) =>
      here === 'phone'
        ? 'Pour l’éviter, installez Nod sur ce téléphone.'
        : 'Pour l’éviter, installez Nod sur cet ordinateur.',
  },

  accounts: {
    title: 'Comptes',
    empty: 'Aucun compte n’est encore associé.',
    emptyNext: (here: Here) =>
      `Associez ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} à un compte pour répondre ici à ses demandes.`,
    add: 'Associer un autre compte',
    onlyDevice: (here: Here) =>
      here === 'phone' ? 'Ce téléphone est votre seul appareil' : 'Cet ordinateur est votre seul appareil',
    onlyDeviceNext: (host: string) =>
      `Si vous le perdez, vous ne pourrez plus vous connecter. Pour associer un deuxième appareil, ouvrez-y ${host} et saisissez un code\u00a0: vous l’obtenez au même endroit que le premier.`,
    open: 'Ouvrir le compte',
    remove: 'Retirer',
    removing: 'Retrait…',
    removeTitle: (here: Here) =>
      here === 'phone' ? 'Retirer ce compte de ce téléphone\u00a0?' : 'Retirer ce compte de cet ordinateur\u00a0?',
    removeBody: (account: string, server: string) =>
      `Les demandes pour ${account} sur ${server} n’arriveront plus ici. Pour revenir en arrière, associez-le de nouveau.`,
    removeConfirm: 'Retirer le compte',
    suspended: (here: Here) =>
      `${here === 'phone' ? 'Ce téléphone' : 'Cet ordinateur'} est en pause\u00a0: on ne lui demande rien, et ses réponses ne comptent pas.`,
    wrongCodes:
      'En pause\u00a0: trop de codes erronés. Demandez un nouveau code à la personne qui gère le serveur, et associez de nouveau.',
    seeWhy: 'Voir pourquoi',
    revoked: (here: Here) =>
      `${here === 'phone' ? 'Ce téléphone' : 'Cet ordinateur'} a été retiré du compte. Associez-le de nouveau pour l’utiliser.`,
    unvouched: 'Pas encore admis\u00a0: un autre de vos appareils doit d’abord dire oui.',
    keptOut: (here: Here) =>
      `${here === 'phone' ? 'Ce téléphone' : 'Cet ordinateur'} n’a pas été admis. Pour réessayer, retirez-le ici et associez-le avec un nouveau code.`,
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
    lead: 'Chacun peut répondre pour votre compte. Mettez en pause celui qui n’est pas à vous, et retirez ceux que vous n’avez plus.',
    thisOne: (here: Here) => (here === 'phone' ? 'Ce téléphone' : 'Cet ordinateur'),
    added: (when: string) => `Ajouté\u00a0: ${when}`,
    lastSeen: (when: string) => `Vu pour la dernière fois\u00a0: ${when}`,
    pull: 'Affiche les demandes quand il est ouvert',
    pending: 'Association pas terminée',
    suspended: 'En pause',
    unvouched: 'Pas encore admis',
    fingerprint: (print: string) => `Repère ${print}`,
  },

  happened: {
    title: 'Ce qui s’est passé',
    news: (count: number) =>
      counted(count, {
        one: 'Il s’est passé quelque chose sur votre compte',
        other: 'Il s’est passé # choses sur votre compte',
      }),
    newsNext:
      'Un appareil a été ajouté, mis en pause ou retiré, ou quelque chose de ce genre. Si ce n’était pas vous, annulez-le là-bas.',
    look: 'Voir ce qui s’est passé',
  },

  settings: {
    title: 'Réglages',
    note: 'Notifications, nom, comptes',
    notifications: 'Notifications',
    turnOff: 'Désactiver les notifications',
    turningOff: 'Désactivation…',
    someWithout: 'Certains comptes n’en reçoivent pas. La liste de tous les comptes montre lesquels.',
    accounts: (here: Here) =>
      here === 'phone' ? 'Tous les comptes sur ce téléphone' : 'Tous les comptes sur cet ordinateur',
    accountsNote: 'En associer un autre, ou en retirer un',
    storage: 'Stockage',
    storageKept: 'Le navigateur garde les données de Nod',
    storageAsk: 'Demander au navigateur de les garder',
    install: 'Installer',
    installed: (here: Here) =>
      here === 'phone' ? 'Nod est installé sur ce téléphone' : 'Nod est installé sur cet ordinateur',
    notInstalled: 'Nod fonctionne dans le navigateur',
    installShow: 'Montrer comment installer',
    renameSave: 'Enregistrer le nom',
    renaming: 'Enregistrement…',
  },

  /** Of a request; what sets it up is in confirm-words.ts. */
  confirm: {
    ofAccount: (username: string, server: string) => `${username} sur ${server}`,
    next: 'Approuver demande votre empreinte, votre visage ou votre code PIN.',
    neededTitle: 'Vous devez confirmer que c’est vous',
    neededBody:
      'Il faut votre empreinte, votre visage ou votre code PIN, et ce n’est pas activé ici. Répondez depuis un autre appareil, et activez ici «\u00a0Confirmer que c’est vous\u00a0» pour les prochaines fois.',
    tooNew: (when: string) =>
      `Il faut votre empreinte, votre visage ou votre code PIN, et cela compte ici à partir de\u00a0: ${when}. Répondez depuis un autre appareil.`,
    tooLate:
      'Il faut votre empreinte, votre visage ou votre code PIN, et cela a été activé ici après l’arrivée de la demande. Si c’est vous qui l’avez commencée, recommencez.',
    toSettings: 'Aller aux Réglages',
    waits:
      'Impossible d’approuver ici\u00a0: «\u00a0Confirmer que c’est vous\u00a0» n’était pas activé quand la demande est arrivée.',
  },
};
