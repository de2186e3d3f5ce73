import type { pairingErrors as english } from '../pairing-errors.ts';
import { allowNotifications } from './common-words.ts';
import { capital, refused, thisDevice } from './error-words.ts';

const newCode = 'Demandez un nouveau code là où vous avez obtenu celui-ci.';

/** What stands in the way of getting a device onto an account, and of its staying there. One row per code. */
export const pairingErrors: typeof english = {
  enrollment_invalid: () => ({
    title: 'Ce code ne marche pas',
    body: 'Aucune association en attente n’y correspond.',
    nextStep: 'Comparez-le lettre par lettre, ou demandez-en un nouveau.',
  }),
  enrollment_expired: () => ({
    title: 'Ce code a expiré',
    body: 'Un code d’association est valable dix minutes.',
    nextStep: newCode,
  }),
  enrollment_used: () => ({
    title: 'Ce code a déjà servi',
    body: 'Un code d’association ne sert qu’une fois.',
    nextStep: `${newCode} Si ce n’est pas vous qui l’avez utilisé, vérifiez vos appareils.`,
  }),
  enrollment_refused: () => ({
    title: 'L’association a été refusée',
    body: 'Le site n’a pas confirmé ce code, ou votre compte a déjà le nombre maximal d’appareils, ou aucun ne peut donner son accord.',
    nextStep: 'Demandez un nouveau code sur ce site, ou à la personne qui gère le serveur.',
  }),
  enrollment_proof_invalid: refused,
  /** The address of a server that was never reached from here: nobody can say whether it is mistyped or out of service. */
  server_not_found: ({ server }) => ({
    title: server === undefined ? 'Rien ne répond à cette adresse' : `Rien ne répond à l’adresse ${server}`,
    body: 'Nod n’y a encore jamais joint de serveur.',
    nextStep:
      'Comparez l’adresse lettre par lettre. Si elle est juste, le serveur est arrêté ou le réseau ne le joint pas.',
  }),
  server_not_nod: ({ server }) => ({
    title: server === undefined ? 'Pas de serveur Nod à cette adresse' : `Pas de serveur Nod à l’adresse ${server}`,
    body: 'Quelque chose d’autre y répond.',
    nextStep: 'Comparez l’adresse lettre par lettre. Sur un réseau invité, connectez-vous d’abord à ce réseau.',
  }),
  wrong_server: () => ({
    title: 'Ce serveur a une autre adresse',
    body: 'Rien ne lui a été envoyé.',
    nextStep: 'Ouvrez Nod à l’adresse d’où vient votre code.',
  }),
  permission_denied: (params) => ({
    title: 'Les notifications de Nod sont désactivées',
    body: `${capital(thisDevice(params))} est réglé pour ne pas les afficher.`,
    nextStep: `${allowNotifications(params.here ?? 'phone', params.runsIn)}, puis réessayez.`,
  }),
  permission_dismissed: () => ({
    title: 'Rien n’a été choisi',
    body: 'La question a été fermée avant votre réponse.',
    nextStep: 'Réessayez et choisissez «\u00a0Autoriser\u00a0».',
  }),
  subscribe_timeout: () => ({
    title: 'Impossible d’installer les notifications ici',
    body: 'Le réseau n’a pas répondu quand Nod a demandé des notifications.',
    nextStep:
      'Essayez un autre réseau, ou continuez sans\u00a0: les demandes ne s’afficheront que quand Nod est ouvert.',
  }),
  subscribe_failed: () => ({
    title: 'Impossible d’installer les notifications ici',
    body: 'Ce navigateur a refusé, ou n’arrive pas à joindre le service qui les achemine.',
    nextStep: 'Vérifiez que les notifications ne sont pas bloquées dans les réglages du navigateur, ou continuez sans.',
  }),
  endpoint_not_allowed: () => ({
    title: 'Impossible d’installer les notifications ici',
    body: 'Le serveur n’envoie rien au service de notifications de ce navigateur.',
    nextStep: 'Prévenez la personne qui gère le serveur, ou continuez sans notifications.',
  }),
  pull_not_allowed: () => ({
    title: 'Les notifications sont nécessaires ici',
    body: 'Ce serveur n’associe que des appareils qui reçoivent des notifications.',
    nextStep: 'Autorisez les notifications, ou associez un autre appareil.',
  }),
  activation_invalid: () => ({
    title: 'Ce test est dépassé',
    body: 'Une notification de test plus récente est en route ou a déjà reçu sa réponse.',
    nextStep: 'Renvoyez le test.',
  }),
  device_pending: () => ({
    title: 'L’association n’est pas terminée',
    body: 'La notification de test n’a pas encore reçu de réponse.',
    nextStep: 'Renvoyez le test, ou recommencez l’association.',
  }),
  device_unvouched: (params) => ({
    title: `${capital(thisDevice(params))} n’est pas encore accepté`,
    body: 'Aucun de vos autres appareils n’a encore donné son accord.',
    nextStep: 'Ouvrez Nod sur l’un d’eux, et saisissez-y les chiffres affichés ici.',
  }),
  vouching_unavailable: (params) => ({
    title: 'Aucun de vos autres appareils ne peut donner son accord',
    body: `Ils ne sont plus utilisés, ou ne savent pas encore comment accepter ${thisDevice(params)}.`,
    nextStep:
      'Ouvrez Nod sur l’un d’eux pour le mettre à jour, puis redemandez. Ou demandez un code à la personne qui gère le serveur.',
  }),
  device_kept_out: (params) => ({
    title: `${capital(thisDevice(params))} n’a pas été accepté`,
    body: 'Un de vos autres appareils l’a refusé, ou personne n’a répondu à temps.',
    nextStep: 'Si vous le voulez toujours sur votre compte, retirez-le ici et associez-le avec un nouveau code.',
  }),
  device_unknown: (params) => ({
    title: `${capital(thisDevice(params))} n’est pas associé`,
    body: 'Le serveur ne le connaît pas.',
    nextStep: 'Associez-le de nouveau pour l’utiliser.',
  }),
  device_suspended: (params) => ({
    title: `${capital(thisDevice(params))} est en pause`,
    body: 'Il ne reçoit aucune demande, et ses réponses ne comptent pas.',
    nextStep: 'Regardez dans «\u00a0Comptes\u00a0» pourquoi, et ce que vous pouvez faire.',
  }),
  replaces_refused: () => ({
    title: 'Il est trop tard pour le dire',
    body: 'Cela ne peut se dire qu’une fois, pendant la première heure, et pour un appareil du même genre.',
    nextStep: 'Retirez l’ancien dans la liste de vos appareils.',
  }),
  device_revoked: (params) => ({
    title: `${capital(thisDevice(params))} a été retiré`,
    body: 'Il ne répond plus pour ce compte.',
    nextStep: 'Si vous le voulez encore, associez-le de nouveau.',
  }),
  /** A request's screen finds no account at all any more. */
  unpaired: (params) => ({
    title: `${capital(thisDevice(params))} n’est plus associé`,
    body: 'Ce que Nod gardait ici a disparu\u00a0: quelqu’un a retiré le compte, ou le navigateur l’a effacé. Rien n’a été approuvé ici.',
    nextStep: 'Associez-le de nouveau pour l’utiliser.',
  }),
  account_unknown: ({ here = 'phone' }) => ({
    title: 'Le compte a disparu',
    body: here === 'phone' ? 'Il n’est plus sur ce téléphone.' : 'Il n’est plus sur cet ordinateur.',
    nextStep: 'Associez-le de nouveau pour l’utiliser.',
  }),
  key_missing: ({ here = 'phone' }) => ({
    title: here === 'phone' ? 'Il faut associer ce téléphone de nouveau' : 'Il faut associer cet ordinateur de nouveau',
    body: 'Le navigateur a effacé ce que Nod gardait pour ce compte.',
    nextStep: 'Retirez le compte ici, puis associez-le de nouveau.',
  }),
};
