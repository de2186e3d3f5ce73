import type { Device } from '../authenticator/accounts.ts';
import { shownText } from '../languages/names.ts';
import { Banner } from './Banner.tsx';
import { Facts } from './Facts.tsx';
import { shortFingerprint } from './fingerprint.ts';
import { Given } from './Given.tsx';
import { Section } from './Screen.tsx';
import { capital, dayAndTime, relativeTime } from './words/relative-time.ts';
import { sentenceWords } from './words/sentence-words.ts';
import { trustWords } from './words/trust-words.ts';
import { words } from './words/words.ts';

export interface DeviceDetailsProps {
  readonly device: Device;
  /** All devices of the user: who let this one in, or paused it. */
  readonly all: readonly Device[];
  readonly nowMs: number;
}

/** What is known of one device: why it is paused, what it is, since when, who let it in, and what tells it from its namesake. */
export function DeviceDetails({ device, all, nowMs }: DeviceDetailsProps) {
  const text = trustWords.device;
  const nameOf = (id: string | null | undefined, otherwise: string) => {
    const found = all.find((one) => one.id === id);
    return found ? sentenceWords.quoted(shownText(found.name)) : otherwise;
  };
  const { vouch, suspension, platform, kind, keyThumbprint } = device;
  const kindWords = text.kinds[kind];
  return (
    <>
      {suspension && (
        <Banner tone="amber" title={`${words.devices.suspended}\u00a0· ${relativeTime(suspension.atMs, nowMs)}`}>
          {pausedWords(suspension, capital(nameOf(suspension.byDeviceId, trustWords.paused.someDevice)), nowMs)}
        </Banner>
      )}
      <Section title={text.facts}>
        <Facts
          of={[
            [kindWords, platform ? <Given>{platform}</Given> : kindWords],
            [text.added, dayAndTime(device.createdAtMs, nowMs)],
            ...(device.thisDevice ? [] : [[text.lastSeen, relativeTime(device.lastSeenMs, nowMs)] as const]),
            ...(vouch
              ? [
                  [
                    text.letIn,
                    `${vouchWords(vouch.how, nameOf(vouch.byDeviceId, text.vouched.someDevice))}\u00a0· ${dayAndTime(vouch.atMs, nowMs)}`,
                  ] as const,
                ]
              : []),
            ...(keyThumbprint === undefined
              ? []
              : [
                  [
                    text.fingerprint,
                    <>
                      <Given strong>{shortFingerprint(keyThumbprint)}</Given>
                      <span class="nod-block nod-muted nod-small">{text.fingerprintHint}</span>
                    </>,
                  ] as const,
                ]),
          ]}
        />
      </Section>
    </>
  );
}

/** Why a device is paused, with who did it, and until when it can be brought back. */
function pausedWords(suspension: NonNullable<Device['suspension']>, by: string, nowMs: number): string {
  const { sentence, together } = sentenceWords;
  const why = sentence(whyWords(suspension, by));
  if (suspension.removalAtMs === null) return why;
  return together(why, sentence(trustWords.until(dayAndTime(suspension.removalAtMs, nowMs))));
}

/** Why a device is paused, with who did it. */
export function whyWords({ why, byDeviceId }: NonNullable<Device['suspension']>, by: string): string {
  // No device did it, so somebody did on the account page.
  if (why === 'list' && byDeviceId === null) return trustWords.whyAccountPage;
  return trustWords.why[why](by);
}

function vouchWords(how: NonNullable<Device['vouch']>['how'], by: string): string {
  const words = trustWords.device.vouched[how];
  return typeof words === 'string' ? words : words(by);
}
