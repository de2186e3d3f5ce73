import { useState } from 'preact/hooks';
import type { TotpBegun, TotpResponse } from '../protocol/totp-api.ts';
import { readTotpCode } from '../protocol/totp-code.ts';
import { AskedButton } from './AskedButton.tsx';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Facts } from './Facts.tsx';
import { Field } from './Field.tsx';
import { Given } from './Given.tsx';
import { QrCode } from './QrCode.tsx';
import { useHere } from './words/here.ts';
import { dayAndTime } from './words/relative-time.ts';
import { sentenceWords } from './words/sentence-words.ts';
import { totpWords } from './words/totp-words.ts';

export interface TotpScreenProps {
  /** What is set up. */
  readonly totp: TotpResponse['totp'];
  /** What was begun here, and waits for the first digits. */
  readonly begun: TotpBegun | null;
  readonly nowMs: number;
  readonly busy: 'begin' | 'confirm' | 'remove' | null;
  readonly onBegin: () => void;
  /** The server has just refused the first digits. */
  readonly misfit?: boolean;
  /** @param code six digits */
  readonly onConfirm: (code: string) => void;
  readonly onRemove: () => void;
}

/** An app of six digits: nothing yet, what it is given, or what is known of it. */
export function TotpScreen(props: TotpScreenProps) {
  const { totp, begun, busy, onBegin } = props;
  if (begun) return <Begun {...props} begun={begun} />;
  if (totp) return <On {...props} totp={totp} />;
  const { body, begin, beginning } = totpWords.none;
  return (
    <div class="nod-stack">
      <p>{body}</p>
      <Button look="leaf" wide onClick={onBegin} busy={busy === 'begin' ? beginning : undefined}>
        {begin}
      </Button>
    </div>
  );
}

function Begun({ begun, nowMs, busy, misfit = false, onConfirm }: TotpScreenProps & { begun: TotpBegun }) {
  const here = useHere();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const text = totpWords.begun;
  return (
    <>
      <section class="nod-card nod-totp" aria-label={text.scan}>
        <p>{text.scan}</p>
        <QrCode text={begun.uri} name={text.qr} />
        {here === 'phone' && (
          <a class="nod-button nod-button--plain nod-button--wide" href={begun.uri}>
            {text.open(here)}
          </a>
        )}
        <p>{text.byHand}</p>
        <p class="nod-totp__secret" dir="ltr">
          {grouped(begun.secret)}
        </p>
        <p class="nod-muted nod-small">{text.byHandHint}</p>
      </section>
      <form
        class="nod-form"
        onSubmit={(event) => {
          event.preventDefault();
          const code = readTotpCode(typed);
          setWrong(code === undefined);
          if (code !== undefined && busy === null) onConfirm(code);
        }}
      >
        <Field
          label={text.first}
          value={typed}
          onInput={setTyped}
          maxLength={12}
          inputMode="numeric"
          autocomplete="one-time-code"
          hint={sentenceWords.together(text.firstHint, text.until(dayAndTime(begun.expiresAtMs, nowMs)))}
          problem={wrong ? text.wrong : misfit ? text.misfit : undefined}
        />
        <Button type="submit" look="leaf" wide busy={busy === 'confirm' ? text.confirming : undefined}>
          {text.confirm}
        </Button>
      </form>
    </>
  );
}

function On({ totp, nowMs, busy, onBegin, onRemove }: TotpScreenProps & { totp: NonNullable<TotpResponse['totp']> }) {
  const text = totpWords.on;
  const { countsFromMs, ended } = totp;
  const counts = countsFromMs === null ? text.always : text.countsFrom(dayAndTime(countsFromMs, nowMs));
  return (
    <>
      {ended && (
        <Banner tone="amber" title={text.endedTitle}>
          {text.endedBody}
        </Banner>
      )}
      <Facts
        of={[
          [text.by, totp.byName === null ? text.someDevice : <Given key="by">{totp.byName}</Given>],
          [text.since, dayAndTime(totp.sinceMs, nowMs)],
          ...(ended ? [] : [[text.counts, counts] as const]),
        ]}
      />
      <div class="nod-stack">
        {ended && (
          <Button look="leaf" wide onClick={onBegin} busy={busy === 'begin' ? totpWords.none.beginning : undefined}>
            {text.again}
          </Button>
        )}
        <AskedButton
          look="quiet"
          wide
          asks={{ title: text.askTitle, body: text.askBody, confirm: text.askConfirm, danger: true }}
          onYes={onRemove}
          busy={busy === 'remove' ? text.removing : undefined}
        >
          {text.remove}
        </AskedButton>
      </div>
    </>
  );
}

/** In fours, as such apps show and take it. */
function grouped(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
