import { countedIn } from '../../../languages/counted.ts';
import type { Describe } from '../described.ts';
import type { requestErrors as english } from '../request-errors.ts';
import { refused } from './error-words.ts';

const counted = countedIn('fr');

const startAgain = 'Si c’était vous, recommencez là où vous vous connectez.';

const wrongCode: Describe = ({ triesLeft }) => ({
  title: 'Ce n’est pas le bon code',
  body:
    triesLeft === undefined
      ? 'Rien n’a été approuvé.'
      : counted(triesLeft, { one: 'Il vous reste # essai.', other: 'Il vous reste # essais.' }),
  nextStep: 'Regardez l’autre écran et saisissez de nouveau son code.',
});

const ANSWERED: Readonly<Record<string, string>> = { approved: 'Approuvée', denied: 'Refusée', reported: 'Signalée' };

const alreadyFinal: Describe = (params) => {
  const { state, decidedBy } = params;
  if (state === 'expired') return expired(params);
  const verb = state === undefined ? undefined : ANSWERED[state];
  const where = decidedBy === undefined ? '' : ` sur ${decidedBy}`;
  return {
    title: verb === undefined ? 'Cette demande est close' : `${verb}${where}`,
    body: 'Elle a déjà sa réponse, la vôtre n’a donc pas compté.',
    nextStep:
      'Si cette réponse n’était pas la vôtre, regardez vos appareils et retirez ceux que vous ne connaissez pas.',
  };
};

const expired: Describe = () => ({
  title: 'Trop tard pour celle-ci',
  body: 'La demande a expiré avant l’arrivée de votre réponse. Rien n’a été approuvé.',
  nextStep: startAgain,
});

/** What keeps an answer from being counted, and a person from being confirmed. One row per code. */
export const requestErrors: typeof english = {
  code_wrong: wrongCode,
  wrong_code: wrongCode,
  code_malformed: () => ({
    title: 'Le code n’est pas complet',
    body: 'Il manque des chiffres.',
    nextStep: 'Saisissez tous les chiffres de l’autre écran.',
  }),
  challenge_expired: expired,
  challenge_already_final: alreadyFinal,
  challenge_final: alreadyFinal,
  attachment_changed: () => ({
    title: 'On ne peut pas se fier à la pièce jointe',
    body: 'Ce n’est pas ce que le serveur a signé\u00a0: Nod ne l’affiche donc pas, et rien ne peut être approuvé.',
    nextStep: 'Choisissez «\u00a0Refuser\u00a0», et prévenez la personne qui vous l’a demandé.',
  }),
  attachment_unknown: () => ({
    title: 'La pièce jointe n’est plus là',
    body: 'Le serveur ne l’a plus, rien ne peut donc être approuvé.',
    nextStep: 'Choisissez «\u00a0Refuser\u00a0», ou faites redemander.',
  }),
  attachments_unseen: () => ({
    title: 'Lisez d’abord la pièce jointe',
    body: 'Rien n’a été approuvé.',
    nextStep: 'Regardez tout, puis choisissez.',
  }),
  challenge_unknown: ({ here = 'phone' }) => ({
    title: 'Cette demande n’est plus là',
    body: `Elle est terminée, ou n’est pas pour ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'}. Rien n’a été approuvé ici.`,
    nextStep: startAgain,
  }),
  code_unknown: () => ({
    title: 'Rien n’attend avec ce code',
    body: 'Aucune de vos connexions n’affiche ces chiffres en ce moment.',
    nextStep: 'Regardez encore l’autre écran. Après trois codes erronés, il faut attendre.',
  }),
  code_ambiguous: () => ({
    title: 'Deux connexions affichent ce code',
    body: 'Nod ne peut donc pas savoir laquelle est la vôtre.',
    nextStep: 'Recommencez là où vous vous connectez. Un autre code s’affichera.',
  }),
  decision_invalid: refused,
  approval_unsupported: ({ here = 'phone' }) => ({
    title:
      here === 'phone'
        ? 'Impossible d’approuver ceci sur ce téléphone'
        : 'Impossible d’approuver ceci sur cet ordinateur',
    body: 'Il faut une vérification que Nod ne peut pas faire ici.',
    nextStep:
      'Si c’est vous qui l’avez commencé, approuvez depuis un autre appareil. Sinon, choisissez «\u00a0Refuser\u00a0».',
  }),
  approval_needs_app: () => ({
    title: 'Il faut le code',
    body: 'Impossible d’approuver depuis la notification.',
    nextStep: 'Ouvrez Nod et saisissez le code de l’autre écran.',
  }),
  login_not_here: ({ here = 'phone' }) => ({
    title: 'Pas commencé dans ce navigateur',
    body: `Aucun onglet du navigateur de ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} n’affiche cette connexion\u00a0: impossible de l’approuver ici.`,
    nextStep: 'Si vous l’avez commencée ailleurs, répondez là-bas. Sinon, choisissez «\u00a0Refuser\u00a0».',
  }),
  login_hidden: () => ({
    title: 'Nod n’a pas le droit de regarder ce site',
    body: 'Il doit voir que votre onglet est le vrai site, et le navigateur ne le laisse pas.',
    nextStep: 'Ouvrez Nod et choisissez «\u00a0Autoriser\u00a0», puis approuvez de nouveau.',
  }),
  confirmation_missing: () => ({
    title: 'Vous n’avez pas confirmé',
    body: 'Il faut votre empreinte, votre visage ou votre code PIN pour la réponse même qui est envoyée.',
    nextStep: 'Approuvez de nouveau et confirmez.',
  }),
  confirmation_canceled: () => ({
    title: 'Vous n’avez pas confirmé',
    body: 'Rien n’a été envoyé\u00a0: la question sur votre empreinte, votre visage ou votre code PIN a été fermée, ou n’a pas abouti.',
    nextStep: 'Réessayez. Si cela ne peut plus être demandé, retirez le compte ici et associez-le de nouveau.',
  }),
  confirmation_unsupported: ({ here = 'phone', runsIn }) => ({
    title: here === 'phone' ? 'Ce téléphone ne peut pas vous confirmer' : 'Cet ordinateur ne peut pas vous confirmer',
    body: 'Il n’a ni lecteur d’empreinte, ni caméra, ni code PIN que le navigateur pourrait demander.',
    nextStep:
      runsIn === 'extension'
        ? 'Configurez un code PIN ou une empreinte dans le système, ou branchez une clé USB de sécurité, puis réessayez.'
        : 'Configurez un verrouillage de l’écran par code PIN, empreinte ou visage dans les réglages du système, puis réessayez.',
  }),
  offline_key_exists: ({ here = 'phone' }) => ({
    title:
      here === 'phone'
        ? 'Ce téléphone ne peut pas calculer de chiffres'
        : 'Cet ordinateur ne peut pas calculer de chiffres',
    body: 'Le serveur connaît une autre façon de les calculer, et elle ne peut pas être remplacée.',
    nextStep: 'Retirez le compte ici et associez-le de nouveau.',
  }),
  verifier_exists: ({ here = 'phone' }) => ({
    title: 'C’est déjà activé',
    body: `Sur ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'}, quelqu’un est déjà confirmé, et personne d’autre ne peut l’être à sa place.`,
    nextStep:
      'Désactivez-le d’abord. Si vous ne pouvez plus être confirmé, retirez le compte ici et associez-le de nouveau.',
  }),
  verifier_too_new: ({ here = 'phone' }) => ({
    title: 'Cela ne compte pas pour cette demande',
    body: `La confirmation a été activée sur ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} après l’arrivée de la demande, ou moins d’un jour avant. Rien n’a été approuvé.`,
    nextStep:
      'Si c’est vous qui l’avez commencée, approuvez depuis un autre appareil. Sinon, choisissez «\u00a0Refuser\u00a0».',
  }),
  device_too_young: ({ here = 'phone' }) => ({
    title: here === 'phone' ? 'Ce téléphone est trop récent pour cela' : 'Cet ordinateur est trop récent pour cela',
    body: 'Pendant trois jours après son ajout, il ne peut pas agir sur ceux qui étaient là avant, ni parler pour eux.',
    nextStep: 'Utilisez un appareil que vous avez depuis plus longtemps, ou attendez.',
  }),
  verifier_invalid: ({ here = 'phone' }) => ({
    title: 'Le serveur ne l’a pas accepté',
    body: `Ce que ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} a proposé ne peut pas servir à vous confirmer.`,
    nextStep: 'Réessayez, et choisissez un autre moyen si votre navigateur en propose plusieurs.',
  }),
};
