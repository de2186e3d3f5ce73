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
    body: 'Rien d’autre ne répondrait pour vous, donc rien n’a changé.',
    nextStep: 'Associez d’abord un autre appareil.',
  }),
  operator_needed: () => ({
    title: 'Vos appareils ne peuvent pas en décider',
    body: 'Seule la personne qui gère le serveur peut réactiver cet appareil ou le retirer.',
    nextStep: 'Appelez-la ou allez la voir, et dites ce qui s’est passé.',
  }),
  objection_refused: ({ here = 'phone' }) => ({
    title: here === 'phone' ? 'Ce téléphone ne peut plus le dire' : 'Cet ordinateur ne peut plus le dire',
    body: 'La mise en pause a été confirmée, ou le délai est passé.',
    nextStep: 'Réactivez-le depuis un autre de vos appareils, ou adressez-vous à la personne qui gère le serveur.',
  }),
  email_invalid: () => ({
    title: 'Cette adresse ne peut pas servir',
    body: 'Il faut une seule adresse e-mail, par exemple alice@example.org.',
    nextStep: 'Regardez-la lettre par lettre, puis enregistrez-la de nouveau.',
  }),
  totp_exists: () => ({
    title: 'Une autre application est déjà installée',
    body: 'Il ne peut y en avoir qu’une à la fois, et celle qui l’est est restée telle quelle.',
    nextStep: 'Retirez d’abord celle-là, puis installez celle-ci.',
  }),
  totp_not_begun: () => ({
    title: 'Il faut recommencer',
    body: 'Cela a pris plus de dix minutes, ou un autre de vos appareils a commencé aussi. Rien n’a été activé.',
    nextStep: 'Fermez cet écran, rouvrez-le et installez de nouveau l’autre application.',
  }),
  announcement_unknown: () => ({
    title: 'C’est trop ancien',
    body: 'Le serveur n’en sait plus rien.',
    nextStep: 'Vérifiez vos appareils, et mettez en pause celui qui n’est pas à vous.',
  }),
  undo_impossible: () => ({
    title: 'Il n’y a plus rien à annuler ici',
    body: 'L’appareil est déjà en pause ou retiré, ou il était là avant celui-ci.',
    nextStep: 'Vérifiez vos appareils, et mettez en pause celui qui n’est pas à vous.',
  }),
  waiting_refused: () => ({
    title: 'Plus aucun appareil n’attend',
    body: 'Il a été accepté, refusé, ou le temps est écoulé.',
    nextStep: 'Ouvrez Nod sur un de vos appareils et ouvrez «\u00a0Ce qui s’est passé\u00a0».',
  }),
  disowning_refused: () => ({
    title: 'Trop tard pour cela',
    body: 'On ne peut revenir ainsi que sur ce qui a été approuvé dans les dernières 24 heures.',
    nextStep: 'Dites au site lui-même que ce n’était pas vous, et vérifiez ici vos appareils.',
  }),
  recovery_invalid: () => ({
    title: 'Ce n’est pas juste',
    body: 'Ce nom et ce code ne vont pas ensemble, ou le code a déjà servi. Chacun sert une fois.',
    nextStep: 'Regardez encore les deux, ou saisissez un autre code de la même feuille.',
  }),
  registration_refused: () => ({
    title: 'Ce n’est pas juste',
    body: 'Ce nom et ce texte ne vont pas ensemble, ou le texte a déjà servi.',
    nextStep: 'Regardez encore les deux, ou faites afficher un nouveau texte par la page.',
  }),
  registration_unavailable: () => ({
    title: 'Ce lien n’associe rien',
    body: 'Aucun service ne fait entrer ici par ce lien.',
    nextStep: 'Demandez-y un code d’association ou un autre lien.',
  }),
  realm_required: () => ({
    title: 'Il manque quelque chose',
    body: 'Ce serveur a plusieurs groupes de comptes.',
    nextStep: 'Saisissez aussi le nom du vôtre. Il est sur la feuille avec vos codes.',
  }),
  report_final: () => ({
    title: 'Il est trop tard pour revenir dessus',
    body: 'Ce service ne peut pas vous avertir pendant un moment. S’y connecter marche toujours.',
    nextStep: 'Recommencez la connexion, puis ouvrez Nod et choisissez «\u00a0Je me connecte\u00a0».',
  }),
  link_invalid: () => ({
    title: 'Ce lien n’est plus valable',
    body: 'Un tel lien vaut sept jours, et doit être complet.',
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
