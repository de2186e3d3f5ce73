import { shownText } from '../languages/names.ts';
import { CountdownRing } from './CountdownRing.tsx';
import { shortFingerprint } from './fingerprint.ts';
import { Around, Given, Sentence } from './Given.tsx';
import { Icon } from './Icon.tsx';
import type { RequestView } from './RequestCard.tsx';
import { Heading } from './Screen.tsx';
import { useHere } from './words/here.ts';
import { relativeTime } from './words/relative-time.ts';
import { sentenceWords } from './words/sentence-words.ts';
import { vouchingWords } from './words/vouching-words.ts';
import { words } from './words/words.ts';

export interface VouchCardProps {
  readonly view: RequestView & { readonly vouch: NonNullable<RequestView['vouch']> };
  readonly nowMs: number;
}

/**
 * A new device wants to join the account. In a colour of its own, since this is no login: who says yes gives away the whole
 * account, and should see that it is something else before a word is read.
 */
export function VouchCard({ view, nowMs }: VouchCardProps) {
  const { vouch, context } = view;
  const here = useHere();
  const text = vouchingWords.card;
  const place = context.location ?? context.ip;
  return (
    <div class="nod-request nod-vouch">
      <div class="nod-vouch__head">
        <div class="nod-request__who">
          <CountdownRing leftMs={view.expiresAtMs - nowMs} totalMs={view.totalMs} applicationName={vouch.name} />
          <div class="nod-request__what">
            <Heading focusKey={view.id}>
              <Around say={vouch.moves ? text.move : text.add}>
                <bdi>
                  <Sentence>{sentenceWords.quoted(shownText(vouch.name))}</Sentence>
                </bdi>
                {context.location !== undefined && (
                  <>
                    {' ('}
                    <Given>{shortPlace(context.location)}</Given>)
                  </>
                )}
              </Around>
            </Heading>
          </div>
        </div>
        <p>
          <strong>{vouch.moves ? text.moveLead(here) : text.lead}</strong>
        </p>
      </div>
      <div class="nod-card nod-facts">
        <ul class="nod-facts__list">
          <li class="nod-facts__row">
            <Icon name={vouch.kind === 'pwa' ? 'phone' : 'computer'} size={22} />
            <span>
              {vouch.platform === '' ? text.kinds[vouch.kind] : <Given>{vouch.platform}</Given>}
              {vouch.platform !== '' && <span class="nod-facts__address">{text.kinds[vouch.kind]}</span>}
            </span>
          </li>
          <li class="nod-facts__row">
            <Icon name="place" size={22} />
            <span>
              <Given>{place ?? words.request.unknownPlace}</Given>
              <span class="nod-muted">
                {'\u00a0· '}
                {relativeTime(view.createdAtMs, nowMs)}
              </span>
              {context.location !== undefined && context.ip !== undefined && (
                <span class="nod-facts__address">
                  <span class="nod-hidden">{words.request.address} </span>
                  <Given>{context.ip}</Given>
                </span>
              )}
            </span>
          </li>
        </ul>
        <dl class="nod-facts__details">
          <div>
            <dt>{text.account}</dt>
            <dd>
              <Given>{view.username}</Given>
              {view.place !== undefined && (
                <>
                  {'\u00a0· '}
                  <Given>{view.place}</Given>
                </>
              )}
            </dd>
          </div>
          <div>
            <dt>{text.fingerprint}</dt>
            <dd class="nod-vouch__print">
              <Given>{shortFingerprint(vouch.thumbprint)}</Given>
            </dd>
          </div>
        </dl>
      </div>
    </div>
  );
}

/** "Lisbon, Portugal" → "Lisbon": the whole of it stands below. */
function shortPlace(place: string): string {
  return place.split(',')[0]?.trim() || place;
}
