import type { VNode } from 'preact';
import { RecoverForm } from '../RecoverForm.tsx';
import { FreshCodes, RecoveryCodesView } from '../RecoveryCodesView.tsx';
import { RegisterForm } from '../RegisterForm.tsx';
import { TestCheck } from '../TestCheck.tsx';
import { describeError } from '../words/describe-error.ts';
import { recoveryWords } from '../words/recovery-words.ts';
import { trustErrors } from '../words/trust-errors.ts';
import { NOW_MS, nothing } from './parts.tsx';

const LONG = 'Northern Regional Authority for Harbours, Lighthouses and Inland Waterways: Staff';
const codes = Array.from('0123456789', (digit) => `7K${digit}M-XQ4T-W9RB-2HJC`);
const sheet = { origin: 'https://nod.harbour.example', realm: 'Harbour', username: 'alice' };
const longSheet = {
  origin: 'https://authentication.northern-authority.harbours.example',
  realm: LONG,
  username: 'wilhelmina.featherstonehaugh-cholmondeley@northern-authority.example',
};

function Codes(props: Partial<Parameters<typeof RecoveryCodesView>[0]>) {
  const known = { left: 8, madeAtMs: NOW_MS - 40 * 86_400_000 };
  return <RecoveryCodesView known={known} nowMs={NOW_MS} onMake={nothing} making={false} onBack={nothing} {...props} />;
}

function Fresh({ of = sheet }: { of?: typeof sheet }) {
  const onCopy = async () => true;
  return (
    <FreshCodes fresh={{ codes, sheet: of }} onPrint={nothing} onSave={nothing} onCopy={onCopy} onDone={nothing} />
  );
}

function Recover(props: Partial<Parameters<typeof RecoverForm>[0]>) {
  return (
    <RecoverForm
      lead={recoveryWords.use.lead}
      asksWho
      asksRealm={false}
      onUse={nothing}
      busy={false}
      onBack={nothing}
      {...props}
    />
  );
}

function Register(props: Partial<Parameters<typeof RegisterForm>[0]>) {
  return (
    <RegisterForm
      application="Harbour Shop"
      site="shop.harbour.example"
      onRegister={nothing}
      busy={false}
      onBack={nothing}
      {...props}
    />
  );
}

/** Recovery codes: made, kept, used; and the text of an application's site, which also brings a ticket. */
export const recoveryScenes: Readonly<Record<string, () => VNode>> = {
  'recovery-codes': () => <Codes />,
  'recovery-codes-none': () => <Codes known={{ left: 0, madeAtMs: null }} />,
  'recovery-codes-few': () => <Codes known={{ left: 3, madeAtMs: NOW_MS - 400 * 86_400_000 }} />,
  'recovery-codes-problem': () => <Codes problem={describeError('device_too_young')} />,
  'recovery-fresh': () => <Fresh />,
  'recovery-fresh-long': () => <Fresh of={longSheet} />,
  'recovery-use': () => <Recover />,
  'recovery-use-wrong': () => <Recover problem={trustErrors.recovery_invalid({})} />,
  'recovery-use-realm': () => <Recover asksRealm problem={trustErrors.realm_required({})} />,
  'recovery-use-let-in': () => <Recover asksWho={false} lead={recoveryWords.use.letInLead('phone')} />,
  register: () => <Register />,
  'register-long': () => <Register application={LONG} site="shop.northern-authority.harbours.example" />,
  'register-wrong': () => <Register problem={trustErrors.registration_refused({})} />,
  'recovery-offer': () => <TestCheck state="ready" onSendAgain={nothing} onDone={nothing} onCodes={nothing} />,
  'recovery-kept': () => (
    <TestCheck state="ready" onSendAgain={nothing} onDone={nothing} onCodes={nothing} codesLeft={9} />
  ),
};
