import { Given } from './Given.tsx';
import { browserWords, type RequestView } from './RequestCard.tsx';
import { Row } from './Row.tsx';
import { relativeTime } from './words/relative-time.ts';
import { words } from './words/words.ts';

export interface PendingListProps {
  readonly requests: readonly RequestView[];
  readonly nowMs: number;
  readonly onOpen: (id: string) => void;
}

/** Requests of several accounts or applications that wait at the same time, newest first; each opens on its own. */
export function PendingList({ requests, nowMs, onOpen }: PendingListProps) {
  return (
    <ul class="nod-card nod-rows">
      {requests.map((request) => (
        <li key={request.id}>
          <Row
            sign={{ initialOf: request.applicationName }}
            title={<Given>{request.applicationName}</Given>}
            note={
              <>
                <Given>{request.title ?? words.request.signIn(request.username)}</Given>
                {'\u00a0· '}
                <Given>{browserWords(request.context)}</Given>
                {'\u00a0· '}
                {relativeTime(request.createdAtMs, nowMs)}
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
      ))}
    </ul>
  );
}
