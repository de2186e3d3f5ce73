import { countedIn } from '../../../languages/counted.ts';
import type { Describe } from '../described.ts';
import type { requestErrors as english } from '../request-errors.ts';
import { refused } from './error-words.ts';

const counted = countedIn('fr');

const startAgain = 'Si c’était vous, recommencez la connexion.';

const wrongCode: Describe = ({ triesLeft }) => ({
  title: 'Ce n’est pas le bon code',
  body:
    triesLeft === undefined
      ? 'Rien n’a été approuvé.'
      : counted(triesLeft, { one: 'Il vous reste # essai.', other: 'Il vous reste # essais.' }),
  nextStep: 'Regardez l’autre écran et saisissez de nouveau son code.',
});

const ANSWERED: Readonly<Record<string, string>> = {
  approved: 'Demande approuvée',
  denied: 'Demande refusée',
  reported: 'Demande signalée',
};

const alreadyFinal: Describe = (params) => {
  const { state, decidedBy } = params;
  if (state === 'expired') return expired(params);
  const verb = state === undefined ? undefined : ANSWERED[state];
  const where = decidedBy === undefined ? '' : ` sur ${decidedBy}`;
  return {
    title: verb === undefined ? 'Cette demande est terminée' : `${verb}${where}`,
    body: 'Elle a déjà reçu une réponse\u00a0: la vôtre n’a donc pas compté.',
    nextStep:
      'Si cette réponse n’était pas la vôtre, vérifiez vos appareils et retirez ceux que vous ne connaissez pas.',
  };
};

const expired: Describe = () => ({
  title: 'Trop tard pour cette demande',
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
    title: 'La pièce jointe n’est pas fiable',
    body: 'Ce n’est pas ce que le serveur a signé\u00a0: Nod ne l’affiche donc pas, et vous ne pouvez rien approuver.',
    nextStep: 'Choisissez «\u00a0Refuser\u00a0», et prévenez la personne qui vous a fait la demande.',
  }),
  attachment_unknown: () => ({
    title: 'La pièce jointe n’est plus là',
    body: 'Le serveur ne l’a plus\u00a0: vous ne pouvez donc rien approuver.',
    nextStep: 'Choisissez «\u00a0Refuser\u00a0», ou faites renvoyer la demande.',
  }),
  attachments_unseen: () => ({
    title: 'Lisez d’abord la pièce jointe',
    body: 'Rien n’a été approuvé.',
    nextStep: 'Lisez tout, puis répondez.',
  }),
  challenge_unknown: ({ here = 'phone' }) => ({
    title: 'Cette demande n’est plus là',
    body: `Elle est terminée, ou n’est pas destinée à ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'}. Rien n’a été approuvé ici.`,
    nextStep: startAgain,
  }),
  code_unknown: () => ({
    title: 'Aucune demande ne correspond à ce code',
    body: 'Aucune de vos connexions n’affiche ces chiffres en ce moment.',
    nextStep: 'Regardez de nouveau l’autre écran. Après trois codes incorrects, il faut attendre.',
  }),
  code_ambiguous: () => ({
    title: 'Deux connexions affichent ce code',
    body: 'Nod ne peut donc pas savoir laquelle est la vôtre.',
    nextStep: 'Recommencez la connexion. Un autre code s’affichera.',
  }),
  decision_invalid: refused,
  approval_unsupported: ({ here = 'phone' }) => ({
    title:
      here === 'phone'
        ? 'Impossible d’approuver cette demande sur ce téléphone'
        : 'Impossible d’approuver cette demande sur cet ordinateur',
    body: 'Elle exige une vérification que Nod ne peut pas faire ici.',
    nextStep: 'Si elle vient de vous, approuvez-la sur un autre appareil. Sinon, choisissez «\u00a0Refuser\u00a0».',
  }),
  approval_needs_app: () => ({
    title: 'Il faut le code',
    body: 'Impossible d’approuver depuis la notification.',
    nextStep: 'Ouvrez Nod et saisissez le code de l’autre écran.',
  }),
  login_not_here: ({ here = 'phone' }) => ({
    title: 'Cette connexion n’a pas été commencée ici',
    body: `Aucun onglet du navigateur de ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} n’affiche cette connexion\u00a0: impossible de l’approuver ici.`,
    nextStep: 'Si vous l’avez commencée ailleurs, répondez là-bas. Sinon, choisissez «\u00a0Refuser\u00a0».',
  }),
  login_hidden: () => ({
    title: 'Nod n’a pas accès à ce site',
    body: 'Nod doit vérifier que votre onglet affiche le vrai site, et le navigateur ne l’y autorise pas.',
    nextStep: 'Ouvrez Nod et choisissez «\u00a0Autoriser\u00a0», puis approuvez de nouveau.',
  }),
  confirmation_missing: () => ({
    title: 'Vous n’avez pas confirmé',
    body: 'Pour envoyer cette réponse, il faut votre empreinte, votre visage ou votre code PIN.',
    nextStep: 'Approuvez de nouveau et confirmez.',
  }),
  confirmation_canceled: () => ({
    title: 'Vous n’avez pas confirmé',
    body: 'Rien n’a été envoyé\u00a0: la question sur votre empreinte, votre visage ou votre code PIN a été fermée, ou n’a pas abouti.',
    nextStep: 'Réessayez. Si la question ne s’affiche plus, retirez le compte ici et associez-le de nouveau.',
  }),
  confirmation_unsupported: ({ here = 'phone', runsIn }) => ({
    title:
      here === 'phone'
        ? 'Ce téléphone ne peut pas vérifier que c’est vous'
        : 'Cet ordinateur ne peut pas vérifier que c’est vous',
    body: 'Il n’a ni lecteur d’empreinte, ni caméra, ni code PIN que le navigateur pourrait demander.',
    nextStep:
      runsIn === 'extension'
        ? 'Configurez un code PIN ou une empreinte dans les réglages du système, ou branchez une clé USB de sécurité, puis réessayez.'
        : 'Configurez un verrouillage de l’écran par code PIN, empreinte ou visage dans les réglages du système, puis réessayez.',
  }),
  offline_key_exists: ({ here = 'phone' }) => ({
    title:
      here === 'phone'
        ? 'Ce téléphone ne peut pas générer de chiffres'
        : 'Cet ordinateur ne peut pas générer de chiffres',
    body: 'Le serveur connaît une autre façon de les générer, et elle ne peut pas être remplacée.',
    nextStep: 'Retirez le compte ici et associez-le de nouveau.',
  }),
  verifier_exists: ({ here = 'phone' }) => ({
    title: 'C’est déjà activé',
    body: `Sur ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'}, Nod vérifie déjà l’identité de quelqu’un, et personne d’autre ne peut prendre sa place.`,
    nextStep:
      'Désactivez-le d’abord. Si la vérification ne marche plus, retirez le compte ici et associez-le de nouveau.',
  }),
  verifier_too_new: ({ here = 'phone' }) => ({
    title: 'Ce n’est pas valable pour cette demande',
    body: `La confirmation a été activée sur ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} après l’arrivée de la demande, ou moins d’un jour avant. Rien n’a été approuvé.`,
    nextStep: 'Si elle vient de vous, approuvez-la sur un autre appareil. Sinon, choisissez «\u00a0Refuser\u00a0».',
  }),
  device_too_young: ({ here = 'phone' }) => ({
    title: here === 'phone' ? 'Ce téléphone est trop récent pour cela' : 'Cet ordinateur est trop récent pour cela',
    body: 'Pendant les trois jours qui suivent son ajout, il ne peut ni modifier les appareils plus anciens, ni parler pour eux.',
    nextStep: 'Utilisez un appareil que vous avez depuis plus longtemps, ou attendez.',
  }),
  verifier_invalid: ({ here = 'phone' }) => ({
    title: 'Le serveur ne l’a pas accepté',
    body: `Ce que ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} a proposé ne permet pas de vérifier que c’est vous.`,
    nextStep: 'Réessayez, et choisissez un autre moyen si votre navigateur en propose plusieurs.',
  }),
};
