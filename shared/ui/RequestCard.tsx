import type { ComponentChildren } from 'preact';
import { shownText } from '../languages/names.ts';
import { CountdownRing } from './CountdownRing.tsx';
import { Around, Asked, Given, Names, Worded } from './Given.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { Heading } from './Screen.tsx';
import { relativeTime } from './words/relative-time.ts';
import { words } from './words/words.ts';

/** One request as a person sees it. All its texts come from outside: they are shown as text, isolated in direction. */
export interface RequestView {
  readonly id: string;
  /** Which application of which account asks; requests with the same one stand together in a list. */
  readonly application?: string | undefined;
  readonly applicationName: string;
  readonly username: string;
  /** What is asked, when it is more than a sign-in; null reads "Sign in as alice". */
  readonly title: string | null;
  readonly context: {
    readonly ip?: string | undefined;
    readonly location?: string | undefined;
    readonly browser?: string | undefined;
    readonly os?: string | undefined;
    readonly browserKnown?: boolean | undefined;
  };
  /** Names of what is attached, which stands below. */
  readonly attached?: readonly string[] | undefined;
  readonly details: readonly { readonly label: string; readonly value: string }[];
  /** What this device has never approved for this account: asked with for the first time, or asked with before. */
  readonly strange: Partial<Readonly<Record<'place' | 'browser' | 'application', 'first' | 'unapproved'>>>;
  /** How many requests there were in five minutes, this one among them, of which none was approved. */
  readonly lately?: number | undefined;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  /** How long the request lives in all, for the ring. */
  readonly totalMs: number;
  readonly match: 'code' | 'origin' | 'none';
  /** How many digits the code has; null where none is due. */
  readonly digits: number | null;
  /** The origin that this browser found open (match `origin`), without the scheme. */
  readonly origin?: string | undefined;
  /** It rang nobody, and was fetched from a page by the person. */
  readonly fetched?: boolean | undefined;
  /** A new device asks to be let in; then this is no login (VouchCard.tsx). */
  readonly vouch?:
    | {
        readonly name: string;
        readonly kind: 'pwa' | 'extension';
        readonly platform: string;
        readonly thumbprint: string;
        readonly moves: boolean;
      }
    | undefined;
  /** Its realm, and its server where a person has accounts in several places; absent where the heading says it already. */
  readonly place?: string | undefined;
}

/** Who asks, for what, from where, since when; what is new about it stands out, and nothing else does. */
export function RequestCard({ view, nowMs }: { view: RequestView; nowMs: number }) {
  const strange = strangeSentences(view);
  return (
    <div class="nod-request">
      <div class="nod-request__who">
        <CountdownRing
          leftMs={view.expiresAtMs - nowMs}
          totalMs={view.totalMs}
          applicationName={view.applicationName}
        />
        <div class="nod-request__what">
          <Heading focusKey={view.id}>
            <Given>{view.applicationName}</Given>
          </Heading>
          <p>
            <Asked strong title={view.title} username={view.username} />
          </p>
          {view.attached !== undefined && (
            <p class="nod-small nod-request__attached">
              {words.request.attachedLead} <Names of={view.attached} />
            </p>
          )}
          {(view.title !== null || view.place !== undefined) && (
            <p class="nod-muted nod-small">
              {view.title !== null && (
                <>
                  {words.request.forAccount} <Given>{view.username}</Given>
                </>
              )}
              {view.title !== null && view.place !== undefined && '\u00a0· '}
              {view.place !== undefined && <Given>{view.place}</Given>}
            </p>
          )}
        </div>
      </div>
      <div class="nod-card nod-facts">
        <ul class="nod-facts__list">
          <Fact icon="browser" isNew={view.strange.browser !== undefined || view.context.browserKnown === false}>
            <Worded>{browserWords(view.context)}</Worded>
          </Fact>
          <Fact icon="place" isNew={view.strange.place !== undefined}>
            <Given>{view.context.location ?? view.context.ip ?? words.request.unknownPlace}</Given>
            <span class="nod-muted">
              {'\u00a0· '}
              {relativeTime(view.createdAtMs, nowMs)}
            </span>
            {view.context.location !== undefined && view.context.ip !== undefined && (
              <span class="nod-facts__address">
                <span class="nod-hidden">{words.request.address} </span>
                <Given>{view.context.ip}</Given>
              </span>
            )}
          </Fact>
        </ul>
        {view.details.length > 0 && (
          <dl class="nod-facts__details" aria-label={words.request.details}>
            {view.details.map((detail) => (
              <div key={`${detail.label}\n${detail.value}`}>
                <dt>
                  <Given>{detail.label}</Given>
                </dt>
                <dd>
                  <Given>{detail.value}</Given>
                </dd>
              </div>
            ))}
          </dl>
        )}
        {view.fetched === true && (
          <div class="nod-facts__first">
            <Icon name="warning" size={22} />
            <p class="nod-facts__sentence">
              <strong>{words.request.fetched}</strong>
            </p>
          </div>
        )}
        {view.match === 'origin' && view.origin !== undefined && (
          <div class="nod-facts__origin">
            <Icon name="check" size={22} />
            <p class="nod-facts__sentence">
              <Around strong say={words.request.originOpen}>
                {view.origin}
              </Around>
            </p>
          </div>
        )}
        {strange.length > 0 && (
          <div class="nod-facts__first">
            <Icon name="warning" size={22} />
            <div class="nod-facts__sentence">
              {strange.map((sentence) => (
                <p key={sentence}>
                  <strong>{sentence}</strong>
                </p>
              ))}
              <p class="nod-small">{words.request.firstHint}</p>
            </div>
          </div>
        )}
      </div>
    </div>
  );
}

function Fact({
  icon,
  isNew = false,
  children,
}: {
  icon: IconName;
  isNew?: boolean | undefined;
  children: ComponentChildren;
}) {
  return (
    <li class={`nod-facts__row${isNew ? ' nod-facts__row--new' : ''}`}>
      <Icon name={icon} size={22} />
      <span>{children}</span>
    </li>
  );
}

/** "Chrome on macOS", or as much of it as is known. */
export function browserWords({ browser, os }: { browser?: string | undefined; os?: string | undefined }): string {
  if (browser !== undefined && os !== undefined) return words.request.browserOn(shownText(browser), shownText(os));
  const known = browser ?? os;
  return known === undefined ? words.request.unknownBrowser : shownText(known);
}

/** A second try is usual; from here on it is said. */
const MANY_LATELY = 3;

/** One sentence for each thing that is unusual. */
export function strangeSentences({ applicationName, context, strange, lately = 1 }: RequestView): readonly string[] {
  const text = words.request;
  const sentences: string[] = [];
  if (lately >= MANY_LATELY) sentences.push(text.manyLately(lately));
  if (context.browserKnown === false) sentences.push(text.siteKnowsNot);
  if (strange.application) {
    const say = strange.application === 'first' ? text.firstApplication : text.strangeApplication;
    sentences.push(say(shownText(applicationName)));
  }
  if (strange.place && context.location !== undefined) {
    const say = strange.place === 'first' ? text.firstPlace : text.strangePlace;
    sentences.push(say(shownText(shortPlace(context.location))));
  }
  if (strange.browser && (context.browser !== undefined || context.os !== undefined)) {
    const say = strange.browser === 'first' ? text.firstBrowser : text.strangeBrowser;
    sentences.push(say(browserWords(context)));
  }
  return sentences;
}

/** "Lisbon, Portugal" → "Lisbon". */
function shortPlace(place: string): string {
  return place.split(',')[0]?.trim() || place;
}
