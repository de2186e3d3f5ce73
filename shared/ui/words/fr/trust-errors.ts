import type { trustErrors as english } from '../trust-errors.ts';

/** What keeps a device from acting on another one, and a person from undoing what happened. One row per code. */
export const trustErrors: typeof english = {
  device_too_young: ({ here = 'phone' }) => ({
    title: here === 'phone' ? 'Ce téléphone est trop récent pour cela' : 'Cet ordinateur est trop récent pour cela',
    body: 'Pendant trois jours, un nouvel appareil ne peut ni mettre en pause, ni renommer, ni retirer ceux qui étaient là avant lui.',
    nextStep: 'Faites-le depuis un de vos appareils plus anciens, ou adressez-vous à la personne qui gère le serveur.',
  }),
  last_device: () => ({
    title: 'C’est votre dernier accès',
    body: 'Plus rien ne répondrait pour vous\u00a0: rien n’a donc été modifié.',
    nextStep: 'Associez d’abord un autre appareil.',
  }),
  operator_needed: () => ({
    title: 'Vos appareils ne peuvent pas en décider',
    body: 'Seule la personne qui gère le serveur peut réactiver cet appareil ou le retirer.',
    nextStep: 'Appelez-la ou allez la voir, et expliquez ce qui s’est passé.',
  }),
  objection_refused: ({ here = 'phone' }) => ({
    title: here === 'phone' ? 'Trop tard pour le dire sur ce téléphone' : 'Trop tard pour le dire sur cet ordinateur',
    body: 'La mise en pause a été confirmée, ou le délai est passé.',
    nextStep: 'Réactivez-le depuis un autre de vos appareils, ou adressez-vous à la personne qui gère le serveur.',
  }),
  email_invalid: () => ({
    title: 'Cette adresse ne peut pas servir',
    body: 'Il faut une seule adresse e-mail, par exemple alice@example.org.',
    nextStep: 'Vérifiez-la lettre par lettre, puis enregistrez-la de nouveau.',
  }),
  totp_exists: () => ({
    title: 'Une autre application est déjà configurée',
    body: 'Il ne peut y en avoir qu’une à la fois. Celle qui est configurée n’a pas changé.',
    nextStep: 'Retirez-la d’abord, puis configurez la nouvelle.',
  }),
  totp_not_begun: () => ({
    title: 'Il faut recommencer',
    body: 'Cela a pris plus de dix minutes, ou un autre de vos appareils a commencé aussi. Rien n’a été activé.',
    nextStep: 'Fermez cet écran, rouvrez-le et configurez de nouveau l’autre application.',
  }),
  announcement_unknown: () => ({
    title: 'C’est trop ancien',
    body: 'Le serveur n’en a plus de trace.',
    nextStep: 'Vérifiez vos appareils, et mettez en pause celui qui n’est pas à vous.',
  }),
  undo_impossible: () => ({
    title: 'Il n’y a plus rien à annuler ici',
    body: 'L’appareil est déjà en pause ou retiré, ou il était là avant celui-ci.',
    nextStep: 'Vérifiez vos appareils, et mettez en pause celui qui n’est pas à vous.',
  }),
  waiting_refused: () => ({
    title: 'Plus aucun appareil n’attend',
    body: 'Il a été accepté ou refusé, ou le délai est écoulé.',
    nextStep: 'Ouvrez Nod sur un de vos appareils et ouvrez «\u00a0Ce qui s’est passé\u00a0».',
  }),
  disowning_refused: () => ({
    title: 'Trop tard pour cela',
    body: 'Vous ne pouvez revenir ainsi que sur ce qui a été approuvé depuis moins d’un jour.',
    nextStep: 'Dites au site lui-même que ce n’était pas vous, et vérifiez ici vos appareils.',
  }),
  recovery_invalid: () => ({
    title: 'Nom ou code incorrect',
    body: 'Ce nom et ce code ne vont pas ensemble, ou le code a déjà servi. Chaque code ne sert qu’une fois.',
    nextStep: 'Vérifiez les deux, ou saisissez un autre code de la même feuille.',
  }),
  registration_refused: () => ({
    title: 'Nom ou texte incorrect',
    body: 'Ce nom et ce texte ne vont pas ensemble, ou le texte a déjà servi.',
    nextStep: 'Vérifiez les deux, ou affichez un nouveau texte sur la page.',
  }),
  registration_unavailable: () => ({
    title: 'Ce lien ne permet pas d’association',
    body: 'Aucun service n’accepte ce lien ici.',
    nextStep: 'Demandez un code d’association ou un autre lien là d’où il vient.',
  }),
  realm_required: () => ({
    title: 'Il manque quelque chose',
    body: 'Ce serveur a plusieurs groupes de comptes.',
    nextStep: 'Saisissez aussi le nom du vôtre. Il figure sur la feuille avec vos codes.',
  }),
  report_final: () => ({
    title: 'Il est trop tard pour revenir dessus',
    body: 'Ce service ne peut plus vous envoyer de notifications pendant un moment. Vous pouvez toujours vous y connecter.',
    nextStep: 'Recommencez la connexion, puis ouvrez Nod et choisissez «\u00a0Je me connecte\u00a0».',
  }),
  link_invalid: () => ({
    title: 'Ce lien n’est plus valable',
    body: 'Un tel lien est valable sept jours et doit être complet.',
    nextStep:
      'Ouvrez Nod sur un de vos appareils et ouvrez «\u00a0Ce qui s’est passé\u00a0», ou adressez-vous à la personne qui gère le serveur.',
  }),
  link_used: () => ({
    title: 'Ce lien a déjà servi',
    body: 'Ce qu’il pouvait mettre en pause l’a été à ce moment-là.',
    nextStep:
      'Ouvrez Nod sur un de vos appareils pour voir ce qui s’est passé. Si ce n’est pas vous qui l’avez utilisé, adressez-vous à la personne qui gère le serveur.',
  }),
};
