import { shownText } from '../languages/names.ts';
import { Banner, Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { CountdownRing } from './CountdownRing.tsx';
import { codeGroups } from './code-digits.ts';
import { Around, Names } from './Given.tsx';
import { Icon } from './Icon.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { QrCode } from './QrCode.tsx';
import { Heading, Screen } from './Screen.tsx';
import { StopPairing } from './StopPairing.tsx';
import { TopBar } from './TopBar.tsx';
import { WaitInstead } from './WaitForDays.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { useHere } from './words/here.ts';
import { movingWords } from './words/moving-words.ts';
import { recoveryWords } from './words/recovery-words.ts';
import { timeLeft } from './words/relative-time.ts';
import { vouchingWords } from './words/vouching-words.ts';

/** What the new device shows, as the server gave it. */
export interface ShownAsk {
  readonly code: string;
  readonly qr: string;
  readonly quiet: boolean;
  readonly devices: readonly { readonly name: string }[];
  readonly asksLeft: number;
  readonly leftMs: number;
  readonly totalMs: number;
  /** They were typed wrong too often, and are good no more. */
  readonly failed?: boolean;
}

export interface WaitToBeLetInProps {
  /** null until the server has answered the first time. */
  readonly ask: ShownAsk | null;
  /** An old phone asks for the digits, whose place this one takes. */
  readonly moves?: boolean;
  readonly deviceName: string;
  readonly serverName: string;
  /** The first eight digits of the thumbprint (fingerprint.ts). */
  readonly fingerprint: string;
  readonly onAskAgain: () => void;
  readonly askingAgain: boolean;
  /** Removes this device, which was never let in. */
  readonly onStop: () => void;
  readonly stopping: boolean;
  /** An earlier pairing on this very device can let it in. */
  readonly onHere?: (() => void) | undefined;
  /** The server lets a device in that waits for days, where none of the others is at hand. */
  readonly orWait?: Parameters<typeof WaitInstead>[0] | undefined;
  /** "I have a recovery code." */
  readonly onRecover: () => void;
  readonly onBack: () => void;
  readonly problem?: ErrorWords | undefined;
}

/** A new device waits until another one of the user's has let it in: its digits, large enough to be read across a desk. */
export function WaitToBeLetIn(props: WaitToBeLetInProps) {
  const { ask, serverName, askingAgain, stopping, onHere, problem } = props;
  const here = useHere();
  const text = vouchingWords.waiting;
  const over = overWords(ask);
  const waiting = props.moves ? movingWords.here.lead : text.lead;
  const shown = ask?.quiet ? text.quiet : waiting;
  // Where asking failed there are no digits to speak of.
  const lead = over ? over.body : ask === null && problem ? undefined : shown;
  return (
    <Screen
      bar={<TopBar onBack={props.onBack} />}
      footLast
      foot={
        <>
          {(ask === null ? problem !== undefined : ask.asksLeft > 0) && (
            <Button
              look={over || ask === null ? 'leaf' : 'plain'}
              wide
              icon="refresh"
              onClick={props.onAskAgain}
              busy={askingAgain ? text.askingAgain : undefined}
            >
              {text.askAgain}
            </Button>
          )}
          {ask !== null && !(over && ask.asksLeft === 0) && (
            <p class="nod-muted nod-small nod-let-in__left">{text.asksLeft(ask.asksLeft)}</p>
          )}
          <StopPairing onStop={props.onStop} stopping={stopping} />
        </>
      }
    >
      <Heading focusKey={over ? 'over' : 'waiting'} lead={lead}>
        {over ? over.title : text.title(here)}
      </Heading>
      <Problem words={problem} />
      {ask === null && problem === undefined && (
        <p class="nod-check__wait">
          <span class="nod-busy" aria-hidden="true" />
          <span>{text.asking}</span>
        </p>
      )}
      {ask !== null && !over && <Shown {...props} ask={ask} />}
      {onHere !== undefined && !over && (
        <Banner tone="info" title={text.hereTitle(here)} action={{ label: text.here, onAction: onHere }}>
          {text.hereBody}
        </Banner>
      )}
      <details class="nod-more">
        <summary>{text.noOther}</summary>
        <p class="nod-small">{text.noOtherBody(shownText(serverName))}</p>
        <Button wide onClick={props.onRecover}>
          {recoveryWords.use.open}
        </Button>
        {props.orWait && <WaitInstead {...props.orWait} />}
      </details>
      <LiveRegion>{over ? over.title : ''}</LiveRegion>
    </Screen>
  );
}

/** Of digits that are good no more: why, and what to do. */
function overWords(ask: ShownAsk | null): { title: string; body: string } | undefined {
  const text = vouchingWords.waiting;
  if (ask?.failed) return { title: text.failedTitle, body: ask.asksLeft > 0 ? text.failedBody : text.failedLast };
  return ask !== null && ask.leftMs <= 0 ? { title: text.ranOutTitle, body: text.ranOutBody } : undefined;
}

function Shown({ ask, deviceName, fingerprint }: WaitToBeLetInProps & { readonly ask: ShownAsk }) {
  const text = vouchingWords.waiting;
  return (
    <>
      <section class="nod-card nod-let-in" aria-label={text.code}>
        <p class="nod-let-in__code" dir="ltr">
          <span class="nod-hidden">{[...ask.code].join(' ')}</span>
          {codeGroups(ask.code.length).map((count, index, groups) => (
            <span key={index} aria-hidden="true">
              {ask.code.slice(index * (groups[0] ?? 0), index * (groups[0] ?? 0) + count)}
            </span>
          ))}
        </p>
        <QrCode text={ask.qr} name={text.qr} />
        <div class="nod-let-in__time">
          <CountdownRing leftMs={ask.leftMs} totalMs={ask.totalMs} applicationName={deviceName} />
          <p class="nod-small">{text.left(timeLeft(ask.leftMs))}</p>
        </div>
      </section>
      <p class="nod-let-in__asked">
        <Icon name={ask.quiet ? 'bellOff' : 'bell'} size={22} />
        <span>
          <Around say={ask.quiet ? text.answerable : text.asked}>
            <Names of={ask.devices.map(({ name }) => name)} />
          </Around>
        </span>
      </p>
      <p class="nod-muted nod-small">{text.fingerprint(shownText(fingerprint.replace(' ', '\u00a0')))}</p>
    </>
  );
}

/** A new device that was refused, or that nobody let in in time. */
export function KeptOut({
  why,
  onAgain,
  busy,
}: {
  /** `last`: its last request was refused, or ended by wrong digits, and it can't know which; `waited`: so of one that waited for days. */
  why: 'refused' | 'last' | 'lapsed' | 'waited';
  onAgain: () => void;
  busy: boolean;
}) {
  const here = useHere();
  const text = vouchingWords.waiting;
  const lapsed = why === 'lapsed';
  const bodies = {
    refused: text.refusedBody,
    last: text.lastBody,
    lapsed: text.lapsedBody,
    waited: vouchingWords.days.overBody,
  };
  return (
    <Screen
      centred
      foot={
        <Button look="leaf" wide onClick={onAgain} busy={busy ? text.stopping : undefined}>
          {text.pairAgain}
        </Button>
      }
    >
      <div class="nod-outcome">
        <div class={`nod-outcome__sign nod-outcome__sign--${lapsed ? 'amber' : 'rust'}`}>
          <Icon name={lapsed ? 'clock' : 'cross'} size={44} />
        </div>
        <Heading huge focusKey="kept out">
          {text.refusedTitle(here)}
        </Heading>
        <p class="nod-lead">{bodies[why]}</p>
        <p>{text.keptOutNext}</p>
      </div>
    </Screen>
  );
}
