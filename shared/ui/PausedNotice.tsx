import { shownText } from '../languages/names.ts';
import type { SuspensionView } from '../protocol/trust-api.ts';
import { AskedButton } from './AskedButton.tsx';
import { Banner } from './Banner.tsx';
import { whyWords } from './DeviceDetails.tsx';
import { Facts } from './Facts.tsx';
import { Given } from './Given.tsx';
import { Section } from './Screen.tsx';
import { capital, dayAndTime } from './words/relative-time.ts';
import { sentenceWords } from './words/sentence-words.ts';
import { trustWords } from './words/trust-words.ts';
import { words } from './words/words.ts';

export interface PausedNoticeProps {
  /** Whose account on which server. */
  readonly account: string;
  /** null where the server has not said why. */
  readonly suspension: SuspensionView | null;
  readonly nowMs: number;
  readonly onObject: () => void;
  readonly objecting: boolean;
}

/** What a suspended device says about itself, and "It's mine" as long as that can be said. */
export function PausedNotice({ account, suspension, nowMs, onObject, objecting }: PausedNoticeProps) {
  const text = trustWords.paused;
  const by = suspension?.byName ? sentenceWords.quoted(shownText(suspension.byName)) : capital(text.someDevice);
  const objectUntilMs = suspension?.objectUntilMs ?? 0;
  return (
    <>
      <Facts
        of={[
          [text.account, <Given key="account">{account}</Given>],
          ...(suspension
            ? [
                [text.why, sentenceWords.sentence(whyWords(suspension, by))] as const,
                [text.when, dayAndTime(suspension.atMs, nowMs)] as const,
                ...(suspension.removalAtMs === null
                  ? []
                  : [[text.removal, text.removalAt(dayAndTime(suspension.removalAtMs, nowMs))] as const]),
              ]
            : []),
        ]}
      />
      {objectUntilMs > nowMs ? (
        <Section title={text.mineTitle}>
          <p>{text.mineBody(dayAndTime(objectUntilMs, nowMs))}</p>
          <AskedButton
            wide
            asks={{ title: text.askTitle, body: text.askBody, confirm: text.askConfirm, danger: true }}
            onYes={onObject}
            busy={objecting ? text.objecting : undefined}
          >
            {text.mine}
          </AskedButton>
        </Section>
      ) : (
        <WhatNext suspension={suspension} />
      )}
    </>
  );
}

function WhatNext({ suspension }: { suspension: SuspensionView | null }) {
  const text = trustWords.paused;
  if (suspension === null) return null;
  const { why } = suspension;
  if (why === 'wrong_codes') return <Banner tone="amber">{words.accounts.wrongCodes}</Banner>;
  if (why === 'objection' || why === 'operator') {
    return (
      <Banner tone="info" title={text.waitsTitle}>
        {text.waitsBody}
      </Banner>
    );
  }
  return <Banner tone="info">{text.otherBody}</Banner>;
}
