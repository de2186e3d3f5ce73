import { shownText } from '../languages/names.ts';
import type { FallbackWay } from '../protocol/receipt.ts';
import type { TotpResponse } from '../protocol/totp-api.ts';
import type { EmailResponse } from '../protocol/trust-api.ts';
import { DeviceList, type DeviceView } from './DeviceList.tsx';
import { type FinalState, finalStates } from './final-states.ts';
import { Sentence } from './Given.tsx';
import { Row } from './Row.tsx';
import { Section } from './Screen.tsx';
import { WaysList, type WayView } from './WaysList.tsx';
import { accountWords as text } from './words/account-words.ts';
import { useHere } from './words/here.ts';
import { recoveryWords } from './words/recovery-words.ts';
import { comingTime, relativeTime } from './words/relative-time.ts';
import { totpWords } from './words/totp-words.ts';
import { words } from './words/words.ts';

/** What helps where no device is at hand. Each is undefined where the server hasn’t said it. */
export interface AtHand {
  /** Unused recovery codes; null: none were ever made. */
  readonly codesLeft: number | null | undefined;
  readonly codesFew: boolean;
  readonly totp: TotpResponse['totp'] | undefined;
  readonly ways: readonly WayView[] | undefined;
  readonly opening: FallbackWay | null;
  readonly onOpenWay: (way: FallbackWay) => void;
}

export interface AccountViewProps {
  readonly nowMs: number;
  /** null where the server is away, or doesn't tell this device. */
  readonly devices: readonly DeviceView[] | null;
  /** null where this device may not change it. */
  readonly atHand: AtHand | null;
  /** undefined where the server sends no e-mail, or hasn't said. */
  readonly email: EmailResponse | undefined;
  /** The newest of what happened, and how much nobody has looked at yet. */
  readonly happened: { readonly sentence: string; readonly atMs: number } | null;
  readonly news: number;
  readonly lastRequest: { readonly applicationName: string; readonly state: FinalState; readonly atMs: number } | null;
  readonly onDevice: (id: string) => void;
  readonly onCodes: () => void;
  readonly onTotp: () => void;
  readonly onEmail: () => void;
  readonly onHappened: () => void;
  readonly onHistory: () => void;
}

/** Everything about one account: its devices, what helps without them, and what was. */
export function AccountView(props: AccountViewProps) {
  const { nowMs, devices, atHand, email, happened, news, lastRequest } = props;
  const here = useHere();
  return (
    <>
      {devices && (
        <Section title={words.devices.title}>
          <p class="nod-muted nod-small">{words.devices.lead}</p>
          <DeviceList devices={devices} nowMs={nowMs} onOpen={props.onDevice} />
        </Section>
      )}
      {atHand && (
        <Section title={text.atHand(here)}>
          <ul class="nod-card nod-rows">
            <li>
              <Row
                sign={{ icon: 'shield', tone: atHand.codesFew ? 'amber' : 'quiet' }}
                title={recoveryWords.title}
                note={codesNote(atHand.codesLeft)}
                onOpen={props.onCodes}
              />
            </li>
            <li>
              <Row
                sign={{ icon: 'clock', tone: atHand.totp?.ended ? 'amber' : 'quiet' }}
                title={totpWords.title}
                note={totpNote(atHand.totp, nowMs)}
                onOpen={props.onTotp}
              />
            </li>
          </ul>
          {atLogin(atHand).length > 0 && (
            <WaysList ways={atLogin(atHand)} nowMs={nowMs} opening={atHand.opening} onOpen={atHand.onOpenWay} />
          )}
        </Section>
      )}
      <nav aria-label={text.more}>
        <ul class="nod-card nod-rows">
          {email && (
            <li>
              <Row
                sign={{ icon: 'send' }}
                title={text.email.title}
                note={emailNote(email, nowMs)}
                onOpen={props.onEmail}
              />
            </li>
          )}
          <li>
            <Row
              sign={{ icon: 'info', tone: news > 0 ? 'amber' : 'quiet' }}
              title={words.happened.title}
              note={happened ? lines(happened.sentence, relativeTime(happened.atMs, nowMs)) : text.nothingHappened}
              onOpen={props.onHappened}
            />
          </li>
          <li>
            <Row
              sign={{ icon: 'history' }}
              title={words.history.title}
              note={
                lastRequest
                  ? lines(shownText(lastRequest.applicationName), endingOf(lastRequest, nowMs))
                  : text.nothingAsked
              }
              onOpen={props.onHistory}
            />
          </li>
        </ul>
      </nav>
    </>
  );
}

/** What it was, and what Nod says of it. */
function lines(said: string, more: string) {
  return (
    <>
      <span class="nod-block">
        <Sentence>{said}</Sentence>
      </span>
      <span class="nod-block">{more}</span>
    </>
  );
}

function endingOf({ state, atMs }: NonNullable<AccountViewProps['lastRequest']>, nowMs: number): string {
  return `${finalStates[state].word} · ${relativeTime(atMs, nowMs)}`;
}

/** Another app has a row of its own, so that it stands here only where somebody has typed wrong digits. */
function atLogin({ ways = [] }: AtHand): readonly WayView[] {
  return ways.filter(({ way, failures }) => way !== 'totp' || failures > 0);
}

function codesNote(left: AtHand['codesLeft']): string {
  if (left === undefined) return recoveryWords.note;
  return left === null ? text.codesNone : recoveryWords.left(left);
}

function totpNote(totp: AtHand['totp'], nowMs: number): string {
  if (totp === undefined) return totpWords.linkNote;
  if (totp === null) return text.totp.none;
  if (totp.ended) return text.totp.ended;
  if (totp.countsFromMs !== null) return text.totp.countsFrom(comingTime(totp.countsFromMs, nowMs));
  return totp.byName === null ? text.totp.bySome : text.totp.by(shownText(totp.byName));
}

function emailNote({ email, countsFromMs }: EmailResponse, nowMs: number): string {
  if (email === null) return text.email.none;
  const address = shownText(email);
  return countsFromMs === null ? address : text.email.countsFrom(address, comingTime(countsFromMs, nowMs));
}
