import type { ComponentChildren } from 'preact';
import { Asked, Given, Worded } from './Given.tsx';
import { browserWords, type RequestView } from './RequestCard.tsx';
import { Row } from './Row.tsx';
import { relativeTime } from './words/relative-time.ts';
import { words } from './words/words.ts';

export interface PendingListProps {
  readonly requests: readonly RequestView[];
  readonly nowMs: number;
  readonly onOpen: (id: string) => void;
}

/**
 * Requests that wait at the same time, newest first; each opens, and is answered, on its own. Several of one application, as
 * agents ask them, are one card with a heading, so that a few of another one aren't lost among them.
 */
export function PendingList({ requests, nowMs, onOpen }: PendingListProps) {
  const groups = Map.groupBy(requests, ({ id, application }) => application ?? id);
  const several = [...groups.values()].filter((group) => group.length > 1);
  const others = requests.filter((request) => !several.some((group) => group.includes(request)));
  const row = (
    request: RequestView,
    title: ComponentChildren,
    { before, after }: Record<string, ComponentChildren>,
  ) => (
    <li key={request.id}>
      <Row
        sign={{ initialOf: request.applicationName }}
        title={title}
        note={
          <>
            {before}
            {relativeTime(request.createdAtMs, nowMs)}
            {after}
            {request.place !== undefined && (
              <>
                {'\u00a0· '}
                <Given>{request.place}</Given>
              </>
            )}
          </>
        }
        onOpen={() => onOpen(request.id)}
      />
    </li>
  );
  const asked = ({ title, username, vouch }: RequestView) => (
    <Asked title={title} username={username} letIn={vouch?.name} />
  );
  return (
    <>
      {others.length > 0 && (
        <ul class="nod-card nod-rows">
          {others.map((request) =>
            row(request, <Given>{request.applicationName}</Given>, {
              before: (
                <>
                  {asked(request)}
                  {'\u00a0· '}
                  <Worded>{browserWords(request.context)}</Worded>
                  {'\u00a0· '}
                </>
              ),
            }),
          )}
        </ul>
      )}
      {several.map((group) => (
        <section key={group[0]?.application} class="nod-card nod-group">
          <h2 class="nod-group__title">
            <Given>{group[0]?.applicationName ?? ''}</Given>
            <span class="nod-muted nod-small">{words.pending.count(group.length)}</span>
          </h2>
          <ul class="nod-rows">
            {group.map((request) => row(request, asked(request), { after: <Details of={request} /> }))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** What tells questions of one application apart; the whole of it is on the request's own screen. */
function Details({ of: { details } }: { of: RequestView }) {
  if (details.length === 0) return null;
  return (
    <>
      {'\u00a0· '}
      <Given>{details.map(({ value }) => value).join(' · ')}</Given>
    </>
  );
}
