import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { vouchingWords as english } from '../vouching-words.ts';
import { dated } from './time-words.ts';

const counted = countedIn('fr');
const times = (count: number) =>
  count === 1 ? 'encore une fois' : counted(count, { one: 'encore une fois', other: 'encore # fois' });

/**
 * A new device asks to be let in: its own screens, and the card on the devices that are asked. Apart from `words`, since only
 * screens that are loaded when they are opened say this.
 */
export const vouchingWords: typeof english = {
  waysIn: {
    title: (here: Here) =>
      here === 'phone' ? 'Nod était-il déjà sur ce téléphone\u00a0?' : 'Nod était-il déjà sur cet ordinateur\u00a0?',
    body: (here: Here) =>
      here === 'phone'
        ? 'Le navigateur l’a peut-être effacé, ou il a été réinstallé. Associez alors de nouveau ce téléphone, comme un appareil neuf\u00a0:'
        : 'Le navigateur l’a peut-être effacé, ou il a été réinstallé. Associez alors de nouveau cet ordinateur, comme un appareil neuf\u00a0:',
    ways: (here: Here) => [
      'Demandez un code sur le site où vous vous connectez, ou à la personne qui gère le serveur.',
      `Si Nod est aussi sur un autre de vos appareils, gardez-le sous la main\u00a0: il devra accepter ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'}.`,
      `Si ${here === 'phone' ? 'ce téléphone était votre seul appareil' : 'cet ordinateur était votre seul appareil'}, prenez un code de secours et ouvrez /account à l’adresse du serveur.`,
      'Sans code de secours, adressez-vous à la personne qui gère le serveur\u00a0: avec son code, aucun autre appareil n’est nécessaire.',
    ],
  },

  waiting: {
    title: (here: Here) => (here === 'phone' ? 'Faire accepter ce téléphone' : 'Faire accepter cet ordinateur'),
    lead: 'Ouvrez Nod sur un autre de vos appareils et saisissez-y ces chiffres, ou scannez le code.',
    asking: 'Envoi à vos autres appareils…',
    asked: (devices: string) => `Notification envoyée à ${devices}.`,
    quiet:
      'Aucune notification n’a été envoyée cette fois. Ouvrez Nod sur un autre de vos appareils, choisissez «\u00a0Je me connecte\u00a0», et scannez ceci ou saisissez les chiffres.',
    answerable: (devices: string) => `Vous pouvez répondre sur ${devices}.`,
    code: 'Les chiffres',
    qr: 'Les mêmes chiffres, en code à scanner',
    fingerprint: (print: string) => `Référence de cet appareil\u00a0: ${print}. L’autre affiche la même.`,
    left: (left: string) => `${left}. Vous pouvez fermer Nod en attendant.`,
    askAgain: 'Redemander',
    askingAgain: 'Demande…',
    asksLeft: (count: number) =>
      count === 0 ? 'Nod ne pourra plus redemander.' : `Vous pouvez redemander ${times(count)}.`,
    noOther: 'Vous n’avez pas d’autre appareil\u00a0?',
    noOtherBody: (server: string) =>
      `La personne qui gère ${server} peut vous aider sans autre appareil. Demandez-lui un nouveau code, puis recommencez l’association.`,
    stop: 'Arrêter l’association',
    stopTitle: (here: Here) =>
      here === 'phone'
        ? 'Arrêter l’association de ce téléphone\u00a0?'
        : 'Arrêter l’association de cet ordinateur\u00a0?',
    stopBody: 'Rien n’a été ajouté à votre compte. Pour recommencer, il faut un nouveau code.',
    stopping: 'Arrêt…',
    hereTitle: (here: Here) =>
      here === 'phone' ? 'Nod était déjà associé sur ce téléphone' : 'Nod était déjà associé sur cet ordinateur',
    hereBody: 'L’ancienne association peut accepter la nouvelle, qui prendra alors sa place.',
    here: 'Accepter ici',
    ranOutTitle: 'Le temps est écoulé',
    ranOutBody: 'Personne n’a répondu. Redemandez quand vous aurez l’autre appareil en main.',
    failedTitle: 'Les chiffres ont été mal saisis trois fois',
    failedBody: 'Redemandez, et saisissez les nouveaux sur l’autre appareil.',
    failedLast: 'Ces chiffres ne sont plus valables, et Nod ne peut plus redemander.',
    refusedTitle: (here: Here) =>
      here === 'phone' ? 'Ce téléphone n’a pas été accepté' : 'Cet ordinateur n’a pas été accepté',
    refusedBody: 'Un de vos autres appareils l’a refusé.',
    lastBody: 'Un de vos autres appareils l’a refusé, ou les chiffres ont été mal saisis trois fois.',
    lapsedBody: 'Aucun de vos autres appareils ne l’a accepté à temps.',
    keptOutNext:
      'Si vous le voulez toujours sur votre compte, demandez un nouveau code sur le site où vous vous connectez, et associez-le de nouveau.',
    pairAgain: 'Associer de nouveau',
  },

  /** Nobody lets it in, and it waits for days instead. */
  days: {
    offer: (delay: string) => `Attendre plutôt ${delay}`,
    offerBody: (delay: string) =>
      `Ou attendez\u00a0: Nod avertit vos autres appareils et vous envoie un e-mail. ${delay} après que quelqu’un l’aura vu, cet appareil sera accepté, sauf si l’un d’eux refuse.`,
    askTitle: (delay: string) => `Attendre ${delay}\u00a0?`,
    askBody:
      'Nod avertit tous vos appareils, même perdus, que celui-ci demande à être ajouté sans leur accord, et vous écrit s’il connaît votre adresse e-mail. L’attente commence quand quelqu’un a vu l’alerte. Un seul refus y met fin.',
    askConfirm: 'Les avertir et attendre',
    asking: 'Nod avertit vos appareils…',
    title: 'En attente d’acceptation',
    unseen: (delay: string) =>
      `Personne n’a encore vu l’alerte. Ouvrez l’e-mail à ce sujet et dites que c’était vous, ou ouvrez «\u00a0Ce qui s’est passé\u00a0» sur un autre de vos appareils. L’attente (${delay}) commence alors.`,
    until: (when: string) => `Cet appareil sera accepté ${dated(when)}, sauf si un de vos appareils refuse.`,
    off: (server: string) =>
      `${server} n’accepte plus d’appareil après une simple attente. Demandez un code à la personne qui le gère, ou faites accepter celui-ci par un de vos autres appareils.`,
    lapses: (when: string) => `Si personne n’a vu l’alerte avant ${dated(when)}, cette association prend fin.`,
    close: 'Vous pouvez fermer Nod en attendant. Un jour avant la fin, Nod avertit encore une fois tous vos appareils.',
    askOthers: 'Demander à mes autres appareils',
    overBody: 'Un de vos appareils a refusé, ou personne n’a vu l’alerte à temps.',
    refused: (here: Here) => ({
      title:
        here === 'phone'
          ? 'Ce téléphone ne peut pas attendre d’être accepté'
          : 'Cet ordinateur ne peut pas attendre d’être accepté',
      body: 'Un autre nouvel appareil attend déjà, un de vos appareils a refusé il y a moins d’une semaine, ou il n’en reste aucun qui puisse refuser.',
      nextStep:
        'Demandez un code à la personne qui gère le serveur, ou faites-le accepter par un de vos autres appareils.',
    }),
  },

  same: {
    title: (here: Here) =>
      here === 'phone' ? 'Ce téléphone est-il l’un de ceux-ci\u00a0?' : 'Cet ordinateur est-il l’un de ceux-ci\u00a0?',
    lead: (here: Here) =>
      here === 'phone'
        ? 'Si le navigateur a oublié Nod, ou si vous l’avez réinstallé, ce téléphone est encore dans la liste de vos appareils. Choisissez-le, pour qu’il n’y soit pas deux fois.'
        : 'Si le navigateur a oublié Nod, ou si vous l’avez réinstallé, cet ordinateur est encore dans la liste de vos appareils. Choisissez-le, pour qu’il n’y soit pas deux fois.',
    after: 'Celui que vous choisissez cesse aussitôt de répondre, et sera retiré dans un jour.',
    lastSeen: (when: string) => `Dernière activité\u00a0: ${when}`,
    none: 'Aucun de ceux-ci',
    busy: 'Un instant…',
    chosen: (name: string) => `C’est ${name}`,
  },

  card: {
    add: (device: string) => `Ajouter ${device} à votre compte\u00a0?`,
    move: (device: string) => `Transférer votre compte vers ${device}\u00a0?`,
    lead: 'Il répondra en votre nom, partout. N’approuvez que si vous l’avez en main.',
    moveLead: (here: Here) =>
      here === 'phone'
        ? 'Il prend la place de ce téléphone, qui cesse aussitôt de répondre. N’approuvez que si vous l’avez en main.'
        : 'Il prend la place de cet ordinateur, qui cesse aussitôt de répondre. N’approuvez que si vous l’avez en main.',
    kinds: { pwa: 'Nod sur un téléphone ou dans un navigateur', extension: 'Nod dans le navigateur d’un ordinateur' },
    fingerprint: 'Référence',
    account: 'Compte',
    codeLabel: 'Saisissez les chiffres que le nouvel appareil affiche',
    reportBody:
      'Nod refuse définitivement le nouvel appareil et avertit vos autres appareils. Si vous n’avez pas demandé de code pour ajouter un appareil, quelqu’un l’a fait à votre place\u00a0: changez votre mot de passe sur le site où vous vous connectez.',
    reportTitle: 'Refuser cet appareil\u00a0?',
    reportConfirm: 'Le refuser',
  },

  outcome: {
    approved: {
      title: 'Appareil accepté',
      body: (name: string) => `${name} répond maintenant pour votre compte, comme celui-ci.`,
      next: 'Vos autres appareils sont avertis. Si c’était une erreur, retirez-le dans «\u00a0Compte\u00a0».',
    },
    moved: {
      title: 'Compte transféré',
      body: (name: string) => `${name} répond maintenant pour ce compte.`,
      next: 'Celui-ci ne répond plus. Il sera retiré du compte dans un jour.',
    },
    denied: {
      title: 'Appareil refusé',
      body: (name: string) => `${name} n’a pas été ajouté à votre compte, et ne peut pas redemander avec ce code.`,
      next: 'Si c’était vous, demandez un nouveau code et associez-le de nouveau.',
    },
    reported: {
      title: 'Appareil refusé',
      body: (name: string) => `${name} n’a pas été ajouté à votre compte, et vos autres appareils sont avertis.`,
      next: 'Si vous n’avez pas demandé de code, changez votre mot de passe sur le site où vous vous connectez\u00a0: quelqu’un le connaît peut-être.',
    },
    expired: {
      title: 'Trop tard pour cette demande',
      body: (name: string) => `La demande envoyée par ${name} a expiré sans réponse. Cet appareil n’a pas été ajouté.`,
      next: 'Si vous l’avez en main, choisissez-y «\u00a0Redemander\u00a0».',
    },
    canceled: {
      title: 'Demande annulée',
      body: (name: string) => `${name} a cessé de demander, ou la personne qui gère le serveur l’a accepté.`,
      next: 'Si vous ne connaissez pas cet appareil, regardez dans «\u00a0Compte\u00a0».',
    },
    failed: {
      title: 'Trop de chiffres incorrects',
      body: (name: string) => `${name} n’a pas été ajouté à votre compte.`,
      next: 'Si vous l’avez en main, choisissez-y «\u00a0Redemander\u00a0» et saisissez les nouveaux chiffres.',
    },
  },
};
