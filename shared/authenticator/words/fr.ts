import type { NotificationWords } from './en.ts';

/**
 * The sentences of system notifications, but for those of ../happened. They are read on a locked screen (N7): an application, a device,
 * an address and its place; never a code, never the details of an action.
 */
export const notificationWords: NotificationWords = {
  /** For Intl; no sentence. */
  locale: 'fr',

  actions: { approve: 'Approuver', deny: 'Refuser' },
  /** Sentences that follow one another. */
  together: (sentences: readonly string[]) => sentences.join(' '),
  /** Facts in a row, such as a browser and a place. */
  facts: (facts: readonly string[]) => facts.join(', '),
  browserOn: (browser: string, system: string) => `${browser} sur ${system}`,

  request: {
    signIn: (username: string) => `Connexion au compte ${username}\u00a0?`,
    /** An application's own words for what is asked, without a mark at their end. */
    other: (title: string, username: string) => `${title}\u00a0? Pour le compte ${username}.`,
    where: (facts: string) => `${facts}.`,
    typeCode: 'Ouvrez Nod et saisissez le code.',
    openToAnswer: 'Ouvrez Nod pour répondre.',
  },
  letIn: {
    title: 'Ajouter un appareil à votre compte\u00a0?',
    asks: (device: string, username: string) => `${device} demande à répondre pour le compte ${username}.`,
    moveTitle: 'Transférer votre compte\u00a0?',
    moveAsks: (device: string, username: string) => `${device} demande à reprendre le compte ${username}.`,
    next: 'Seulement si vous l’avez en main\u00a0: ouvrez Nod et saisissez ses chiffres.',
  },
  /** How a request ended. The device that answered, or null. */
  ended: {
    approved: (device: string | null) => `Demande approuvée${device === null ? ' sans appareil' : ` sur ${device}`}.`,
    denied: (device: string | null) => `Demande refusée${device === null ? '' : ` sur ${device}`}.`,
    reported: (device: string | null) => `Demande signalée${device === null ? '' : ` sur ${device}`}.`,
    expired: 'Cette demande a expiré. Rien n’a été approuvé.',
    canceled: 'Cette demande a été annulée. Rien n’a été approuvé.',
    failed: 'Trop de codes incorrects. Rien n’a été approuvé.',
  },
  answer: {
    wrongCode: 'Ce n’était pas le bon code. Ouvrez Nod et saisissez-le de nouveau.',
    notTaken: 'Votre réponse n’a pas été acceptée. Ouvrez Nod pour voir pourquoi.',
    phishing: (host: string) => `Demande refusée et signalée\u00a0: ${host} se fait passer pour le vrai site.`,
    keptOffline: {
      approve: 'Pas de réseau. Votre approbation sera envoyée dès qu’il y en aura.',
      deny: 'Pas de réseau. Votre refus sera envoyé dès qu’il y en aura.',
      report: 'Pas de réseau. Votre signalement sera envoyé dès qu’il y en aura.',
    },
    keptAway: {
      approve: 'Le serveur ne répond pas. Votre approbation sera envoyée dès qu’il répondra.',
      deny: 'Le serveur ne répond pas. Votre refus sera envoyé dès qu’il répondra.',
      report: 'Le serveur ne répond pas. Votre signalement sera envoyé dès qu’il répondra.',
    },
    /** After the sentence of `ended`. */
    notCounted: 'Votre réponse n’a pas compté.',
    tooLate: 'Trop tard\u00a0: cette demande a expiré. Rien n’a été approuvé.',
  },
  test: {
    passed: 'Les notifications marchent.',
    failed: 'Le test n’a pas pu être terminé. Ouvrez Nod et réessayez.',
  },
  unverified: 'Nod n’a pas pu vérifier une demande. Ouvrez Nod pour voir ce qui vous attend.',
  update:
    'Une demande exige une version plus récente de Nod. Ouvrez Nod pour le mettre à jour, puis refaites la demande.',
};
