import type { VNode } from 'preact';
import { TotpScreen, type TotpScreenProps } from '../TotpScreen.tsx';
import { totpWords } from '../words/totp-words.ts';
import { Listed, NOW_MS, nothing } from './parts.tsx';

const DAY_MS = 86_400_000;
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const begun = {
  uri: `otpauth://totp/Harbour%20Nod:alice?issuer=Harbour%20Nod&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
  secret,
  expiresAtMs: NOW_MS + 600_000,
};
const totp = {
  byDeviceId: 'dev_AAAAAAAAAAAAAAAAAAAAAA',
  byName: 'Pixel 9',
  sinceMs: NOW_MS - 40 * DAY_MS,
  countsFromMs: null,
  ended: false,
};

function Scene(props: Partial<TotpScreenProps>) {
  return (
    <Listed title={totpWords.title} lead={totpWords.lead}>
      <TotpScreen
        totp={null}
        begun={null}
        nowMs={NOW_MS}
        busy={null}
        onBegin={nothing}
        onConfirm={nothing}
        onRemove={nothing}
        {...props}
      />
    </Listed>
  );
}

/** An app of six digits, from nothing to its end. */
export const totpScenes: Readonly<Record<string, () => VNode>> = {
  'totp-none': () => <Scene />,
  'totp-begun': () => <Scene begun={begun} />,
  'totp-confirming': () => <Scene begun={begun} busy="confirm" />,
  'totp-misfit': () => <Scene begun={begun} misfit />,
  'totp-on': () => <Scene totp={totp} />,
  'totp-waits': () => <Scene totp={{ ...totp, sinceMs: NOW_MS - DAY_MS, countsFromMs: NOW_MS + 2 * DAY_MS }} />,
  'totp-ended': () => <Scene totp={{ ...totp, ended: true }} />,
};
