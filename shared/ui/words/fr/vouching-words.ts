import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { vouchingWords as english } from '../vouching-words.ts';

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
        ? 'Le navigateur l’a peut-être effacé, ou il a été réinstallé. Ce téléphone s’associe alors de nouveau, comme un neuf\u00a0:'
        : 'Le navigateur l’a peut-être effacé, ou il a été réinstallé. Cet ordinateur s’associe alors de nouveau, comme un neuf\u00a0:',
    ways: (here: Here) => [
      'Demandez un code sur le site où vous vous connectez, ou à la personne qui gère le serveur.',
      `Si Nod est aussi sur un autre de vos appareils, gardez-le à portée de main\u00a0: il doit accepter ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'}.`,
      `Si ${here === 'phone' ? 'ce téléphone était votre seul appareil' : 'cet ordinateur était votre seul appareil'}, prenez un code de secours et ouvrez /account à l’adresse du serveur.`,
      'Sans code, adressez-vous à la personne qui gère le serveur\u00a0: le sien n’a besoin d’aucun autre appareil.',
    ],
  },

  waiting: {
    title: (here: Here) => (here === 'phone' ? 'Faire accepter ce téléphone' : 'Faire accepter cet ordinateur'),
    lead: 'Ouvrez Nod sur un autre de vos appareils et saisissez-y ces chiffres, ou scannez le code.',
    asking: 'Vos autres appareils sont interrogés…',
    askedLead: 'Nod a averti',
    quiet:
      'Aucun appareil n’a été averti cette fois. Ouvrez Nod sur un autre de vos appareils, choisissez «\u00a0Je me connecte\u00a0», et scannez ceci ou saisissez les chiffres.',
    quietLead: 'On peut répondre sur',
    code: 'Les chiffres',
    qr: 'La même chose, comme code à scanner',
    fingerprint: (print: string) => `Repère de cet appareil\u00a0: ${print}. L’autre affiche le même.`,
    left: (left: string) => `${left}. Vous pouvez fermer Nod entre-temps.`,
    askAgain: 'Redemander',
    askingAgain: 'Demande…',
    asksLeft: (count: number) =>
      count === 0 ? 'C’est la dernière fois que Nod demande.' : `Vous pouvez redemander ${times(count)}.`,
    noOther: 'Pas d’autre appareil à portée de main\u00a0?',
    noOtherBody: (server: string) =>
      `La personne qui gère ${server} peut vous accepter sans autre appareil. Demandez-lui un nouveau code, puis associez de nouveau avec celui-ci.`,
    stop: 'Arrêter l’association',
    stopTitle: (here: Here) =>
      here === 'phone'
        ? 'Arrêter l’association de ce téléphone\u00a0?'
        : 'Arrêter l’association de cet ordinateur\u00a0?',
    stopBody: 'Rien n’a été ajouté à votre compte. Pour recommencer, il faut un nouveau code.',
    stopping: 'Arrêt…',
    hereTitle: (here: Here) =>
      here === 'phone' ? 'Nod était déjà associé sur ce téléphone' : 'Nod était déjà associé sur cet ordinateur',
    hereBody: 'Cette association plus ancienne peut accepter la nouvelle. La nouvelle prend alors sa place.',
    here: 'L’accepter d’ici',
    ranOutTitle: 'Le temps est écoulé',
    ranOutBody: 'Personne n’a répondu. Redemandez quand vous aurez l’autre appareil en main.',
    failedTitle: 'Les chiffres ont été mal saisis trois fois',
    failedBody: 'Redemandez, et saisissez les nouveaux sur l’autre appareil.',
    failedLast: 'Ces chiffres ne valent plus rien, et Nod a demandé autant de fois que permis.',
    refusedTitle: (here: Here) =>
      here === 'phone' ? 'Ce téléphone n’a pas été accepté' : 'Cet ordinateur n’a pas été accepté',
    refusedBody: 'Un de vos autres appareils a dit non.',
    lastBody: 'Un de vos autres appareils a dit non, ou les chiffres ont été mal saisis trois fois.',
    lapsedBody: 'Aucun de vos autres appareils n’a dit oui à temps.',
    keptOutNext:
      'Si vous le voulez toujours sur votre compte, demandez un nouveau code sur le site où vous vous connectez, et associez-le de nouveau.',
    pairAgain: 'Associer de nouveau',
  },

  /** Nobody lets it in, and it waits for days instead. */
  days: {
    offer: (delay: string) => `Attendre plutôt ${delay}`,
    offerBody: (delay: string) =>
      `Ou attendez\u00a0: vos autres appareils et votre adresse e-mail sont avertis. ${delay} après que quelqu’un l’aura vu, cet appareil est accepté, sauf si l’un d’eux dit non.`,
    askTitle: (delay: string) => `Attendre ${delay}\u00a0?`,
    askBody:
      'Tous vos appareils, même un appareil perdu, apprennent que celui-ci veut entrer sans un oui, ainsi que votre adresse e-mail si Nod la connaît. Le temps commence quand quelqu’un l’a vu sur l’un d’eux. Un seul non y met fin.',
    askConfirm: 'Les avertir et attendre',
    asking: 'Vos appareils sont avertis…',
    title: 'En attente d’être accepté',
    unseen: (delay: string) =>
      `Personne n’a encore vu l’avis. Ouvrez l’e-mail à ce sujet et dites que c’était vous, ou ouvrez «\u00a0Ce qui s’est passé\u00a0» sur un autre de vos appareils. Les ${delay} commencent alors.`,
    until: (when: string) => `Cet appareil sera accepté, sauf si un de vos appareils dit non\u00a0: ${when}.`,
    off: (server: string) =>
      `${server} n’accepte plus personne par l’attente. Demandez un code à la personne qui le gère, ou faites accepter celui-ci par un de vos autres appareils.`,
    lapses: (when: string) => `Si personne ne l’a vu d’ici là, cette association prend fin\u00a0: ${when}.`,
    close: 'Vous pouvez fermer Nod entre-temps. Un jour avant la fin, tout le monde est averti encore une fois.',
    askOthers: 'Demander à mes autres appareils',
    overBody: 'Un de vos appareils a dit non, ou personne n’a vu l’avis à temps.',
    refused: (here: Here) => ({
      title:
        here === 'phone'
          ? 'Ce téléphone ne peut pas attendre d’être accepté'
          : 'Cet ordinateur ne peut pas attendre d’être accepté',
      body: 'Un autre nouvel appareil attend déjà, un de vos appareils a dit non il y a moins d’une semaine, ou il n’en reste aucun qui pourrait.',
      nextStep:
        'Demandez un code à la personne qui gère le serveur, ou faites-le accepter par un de vos autres appareils.',
    }),
  },

  same: {
    title: (here: Here) =>
      here === 'phone' ? 'L’un d’eux est-il ce téléphone même\u00a0?' : 'L’un d’eux est-il cet ordinateur même\u00a0?',
    lead: (here: Here) =>
      here === 'phone'
        ? 'Si le navigateur a oublié Nod, ou si vous l’avez réinstallé, ce téléphone est encore dans la liste de vos appareils. Choisissez-le, pour qu’il n’y soit pas deux fois.'
        : 'Si le navigateur a oublié Nod, ou si vous l’avez réinstallé, cet ordinateur est encore dans la liste de vos appareils. Choisissez-le, pour qu’il n’y soit pas deux fois.',
    after: 'Celui que vous choisissez s’arrête aussitôt, et est retiré après un jour.',
    lastSeen: (when: string) => `Utilisé pour la dernière fois\u00a0: ${when}`,
    none: 'Aucun d’eux',
    busy: 'Un instant…',
    chosen: (name: string) => `C’est ${name}`,
  },

  card: {
    add: ['Ajouter ', ' à votre compte\u00a0?'],
    move: ['Déplacer votre compte vers ', '\u00a0?'],
    lead: 'Il répondra en votre nom, partout. Seulement si vous l’avez en main.',
    moveLead: (here: Here) =>
      here === 'phone'
        ? 'Il prend la place de ce téléphone, qui cesse aussitôt de répondre. Seulement si vous l’avez en main.'
        : 'Il prend la place de cet ordinateur, qui cesse aussitôt de répondre. Seulement si vous l’avez en main.',
    kinds: { pwa: 'Nod sur un téléphone ou dans un navigateur', extension: 'Nod dans le navigateur d’un ordinateur' },
    fingerprint: 'Repère',
    account: 'Compte',
    codeLabel: 'Saisissez les chiffres que le nouvel appareil affiche',
    reportBody:
      'Nod refuse le nouvel appareil définitivement et avertit vos autres appareils. Si vous n’avez pas demandé de code pour ajouter un appareil, quelqu’un l’a fait en votre nom\u00a0: changez votre mot de passe sur le site où vous vous connectez.',
    reportTitle: 'Refuser cet appareil\u00a0?',
    reportConfirm: 'Le refuser',
  },

  outcome: {
    approved: {
      title: 'Accepté',
      body: (name: string) => `${name} répond maintenant pour votre compte, comme celui-ci.`,
      next: 'Vos autres appareils sont avertis. Si c’était une erreur, retirez-le dans «\u00a0Compte\u00a0».',
    },
    moved: {
      title: 'Déplacé',
      body: (name: string) => `${name} répond maintenant pour ce compte.`,
      next: 'Celui-ci ne répond plus. Il est retiré du compte après un jour.',
    },
    denied: {
      title: 'Refusé',
      body: (name: string) => `${name} n’a pas été ajouté à votre compte, et ne peut pas redemander avec ce code.`,
      next: 'Si c’était vous, demandez un nouveau code et associez-le de nouveau.',
    },
    reported: {
      title: 'Refusé',
      body: (name: string) => `${name} n’a pas été ajouté à votre compte, et vos autres appareils sont avertis.`,
      next: 'Si vous n’avez pas demandé de code, changez votre mot de passe sur le site où vous vous connectez\u00a0: quelqu’un le connaît peut-être.',
    },
    expired: {
      title: 'Trop tard pour celle-ci',
      body: (name: string) => `La demande de ${name} a expiré avant d’avoir une réponse. Il n’a pas été ajouté.`,
      next: 'Si vous l’avez en main, choisissez-y «\u00a0Redemander\u00a0».',
    },
    canceled: {
      title: 'Plus demandée',
      body: (name: string) => `${name} a cessé de demander, ou la personne qui gère le serveur l’a accepté.`,
      next: 'Si vous ne le connaissez pas, regardez dans «\u00a0Compte\u00a0».',
    },
    failed: {
      title: 'Trop de chiffres incorrects',
      body: (name: string) => `${name} n’a pas été ajouté à votre compte.`,
      next: 'Si vous l’avez en main, choisissez-y «\u00a0Redemander\u00a0» et saisissez les nouveaux chiffres.',
    },
  },
};
