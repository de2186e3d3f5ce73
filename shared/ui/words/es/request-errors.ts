import type { Describe } from '../described.ts';
import type { requestErrors as english } from '../request-errors.ts';
import { refused } from './error-words.ts';

const startAgain = 'If it was you, start again where you sign in.';

const wrongCode: Describe = ({ triesLeft }) => ({
  title: 'That is not the code',
  body:
    triesLeft === undefined
      ? 'Nothing was approved.'
      : `You have ${triesLeft} ${triesLeft === 1 ? 'try' : 'tries'} left.`,
  nextStep: 'Look at the other screen and type its code again.',
});

const ANSWERED: Readonly<Record<string, string>> = { approved: 'Approved', denied: 'Denied', reported: 'Reported' };

const alreadyFinal: Describe = (params) => {
  const { state, decidedBy } = params;
  if (state === 'expired') return expired(params);
  const verb = state === undefined ? undefined : ANSWERED[state];
  const where = decidedBy === undefined ? '' : ` on ${decidedBy}`;
  return {
    title: verb === undefined ? 'This request is closed' : `${verb}${where}`,
    body: 'It already has its answer, so yours was not counted.',
    nextStep: 'If the answer wasn’t yours, look at your devices and remove those that you don’t know.',
  };
};

const expired: Describe = () => ({
  title: 'Too late for this one',
  body: 'The request ran out before your answer arrived. Nothing was approved.',
  nextStep: startAgain,
});

/** What keeps an answer from being counted, and a person from being confirmed. One row per code. */
export const requestErrors: typeof english = {
  code_wrong: wrongCode,
  wrong_code: wrongCode,
  code_malformed: () => ({
    title: 'The code isn’t complete',
    body: 'Some of its digits are missing.',
    nextStep: 'Type all the digits on the other screen.',
  }),
  challenge_expired: expired,
  challenge_already_final: alreadyFinal,
  challenge_final: alreadyFinal,
  attachment_changed: () => ({
    title: 'What is attached can’t be trusted',
    body: 'It isn’t what the server has signed, so Nod doesn’t show it, and nothing can be approved.',
    nextStep: 'Choose Deny, and tell whoever asked you.',
  }),
  attachment_unknown: () => ({
    title: 'What is attached is gone',
    body: 'The server has it no more, so nothing can be approved.',
    nextStep: 'Choose Deny, or have it asked again.',
  }),
  attachments_unseen: () => ({
    title: 'Read what is attached first',
    body: 'Nothing was approved.',
    nextStep: 'Look at all of it, then choose.',
  }),
  challenge_unknown: ({ here = 'phone' }) => ({
    title: 'This request is gone',
    body: `It is over, or it isn’t for this ${here}. Nothing was approved here.`,
    nextStep: startAgain,
  }),
  code_unknown: () => ({
    title: 'Nothing waits with this code',
    body: 'No sign-in of yours shows these digits at the moment.',
    nextStep: 'Look at the other screen again. After three wrong codes you have to wait.',
  }),
  code_ambiguous: () => ({
    title: 'Two sign-ins show this code',
    body: 'So Nod can’t tell which one is yours.',
    nextStep: 'Start again where you sign in. It will show another code.',
  }),
  decision_invalid: refused,
  approval_unsupported: ({ here = 'phone' }) => ({
    title: `This can’t be approved on this ${here}`,
    body: 'It asks for a check that Nod can’t do here.',
    nextStep: 'If you started it, approve it on another device. If not, choose Deny.',
  }),
  approval_needs_app: () => ({
    title: 'This needs the code',
    body: 'It can’t be approved from the notification.',
    nextStep: 'Open Nod and type the code from the other screen.',
  }),
  login_not_here: ({ here = 'phone' }) => ({
    title: 'Not started in this browser',
    body: `No tab of this ${here}’s browser shows this sign-in, so it can’t be approved here.`,
    nextStep: 'If you started it elsewhere, answer it there. If you didn’t start it, choose Deny.',
  }),
  login_hidden: () => ({
    title: 'Nod may not look at that site',
    body: 'It has to see that your tab is the real site, and the browser doesn’t let it.',
    nextStep: 'Open Nod and choose “Allow”, then approve again.',
  }),
  confirmation_missing: () => ({
    title: 'You were not confirmed',
    body: 'This wants your fingerprint, face or PIN for the very answer that is sent.',
    nextStep: 'Approve it again and confirm.',
  }),
  confirmation_canceled: () => ({
    title: 'You were not confirmed',
    body: 'Nothing was sent: the question for your fingerprint, face or PIN was closed, or you were not recognised.',
    nextStep: 'Try again. If that can’t be asked any more, remove the account here and pair it again.',
  }),
  confirmation_unsupported: ({ here = 'phone', runsIn }) => ({
    title: `This ${here} can’t confirm you`,
    body: 'It has no fingerprint reader, camera or PIN that the browser could ask for.',
    nextStep:
      runsIn === 'extension'
        ? 'Set up a PIN or fingerprint in the system, or plug in a security stick, then try again.'
        : 'Set up a screen lock with a PIN, fingerprint or face in the system’s settings, then try again.',
  }),
  offline_key_exists: ({ here = 'phone' }) => ({
    title: `This ${here} can’t make digits`,
    body: 'The server knows another way in which it makes them, and that can’t be replaced.',
    nextStep: 'Remove the account here and pair it again.',
  }),
  verifier_exists: ({ here = 'phone' }) => ({
    title: 'This is turned on already',
    body: `On this ${here} somebody is confirmed already, and nobody else can be in their place.`,
    nextStep: 'Turn it off first. If you can’t be confirmed any more, remove the account here and pair it again.',
  }),
  verifier_too_new: ({ here = 'phone' }) => ({
    title: 'That doesn’t count for this request',
    body: `Confirming was set up on this ${here} after the request came, or less than a day before. Nothing was approved.`,
    nextStep: 'If you started it, approve it on another device. If not, choose Deny.',
  }),
  device_too_young: ({ here = 'phone' }) => ({
    title: `This ${here} is too new for that`,
    body: 'For three days after it was added it can’t act on others that were there before, nor speak for them.',
    nextStep: 'Use a device that you have had for longer, or wait.',
  }),
  verifier_invalid: ({ here = 'phone' }) => ({
    title: 'The server didn’t take this',
    body: `What this ${here} offered can’t be used to confirm you.`,
    nextStep: 'Try again, and choose another way if your browser offers several.',
  }),
};
