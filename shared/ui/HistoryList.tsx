import { useState } from 'preact/hooks';
import { shownText } from '../languages/names.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { type FinalState, finalStates } from './final-states.ts';
import { Around, Asked, Given } from './Given.tsx';
import { Row } from './Row.tsx';
import { Section } from './Screen.tsx';
import { dayHeading, relativeTime, timeOfDay } from './words/relative-time.ts';
import { sentenceWords } from './words/sentence-words.ts';
import { sizeWords } from './words/sizes.ts';
import { trustWords } from './words/trust-words.ts';
import { byWay } from './words/ways-words.ts';
import { words } from './words/words.ts';

/** One request that has its answer. */
export interface HistoryItem {
  readonly id: string;
  readonly applicationName: string;
  /** What was asked, when it was more than a sign-in. */
  readonly title: string | null;
  readonly username: string;
  readonly state: FinalState;
  readonly finalAtMs: number;
  readonly place: string | null;
  /** Name of the device that answered, when it was another one. */
  readonly decidedBy: string | null;
  /** What counted where no device answered. */
  readonly fallback?: string | null;
  /** "This wasn't me": whether it can be said of it, or was. */
  readonly disowning?: 'possible' | 'done' | null;
  /** What was attached; it isn't kept. */
  readonly attachments?: readonly { readonly name: string; readonly size: number; readonly sha256: string }[];
}

export interface HistoryListProps {
  readonly items: readonly HistoryItem[];
  readonly nowMs: number;
  /** There are older ones. */
  readonly onMore?: (() => void) | undefined;
  readonly loadingMore?: boolean;
  /** "This wasn't me", after it was asked once. */
  readonly onDisown?: (id: string) => void;
  readonly disowningId?: string | null;
}

/** What was asked and how it ended, day by day, newest first. */
export function HistoryList(props: HistoryListProps) {
  const { items, nowMs, onMore, loadingMore = false, onDisown, disowningId = null } = props;
  const [asking, setAsking] = useState<HistoryItem | null>(null);
  const text = trustWords.disown;
  const application = sentenceWords.quoted(shownText(asking?.applicationName ?? ''));
  if (items.length === 0) return <p class="nod-lead">{words.history.empty}</p>;
  return (
    <>
      {historyDays(items, nowMs).map(([day, dayItems]) => (
        <Section key={day} title={day}>
          <ul class="nod-card nod-rows">
            {dayItems.map((item) => (
              <li key={item.id} class="nod-todo">
                <HistoryRow item={item} nowMs={nowMs} />
                {item.disowning === 'possible' && onDisown !== undefined && (
                  <div class="nod-todo__actions">
                    <Button
                      look="quiet"
                      onClick={() => setAsking(item)}
                      busy={item.id === disowningId ? text.telling : undefined}
                      name={`${text.notMe}: ${shownText(item.applicationName)}`}
                    >
                      {text.notMe}
                    </Button>
                  </div>
                )}
              </li>
            ))}
          </ul>
        </Section>
      ))}
      {onMore !== undefined && (
        <Button look="quiet" wide onClick={onMore} busy={loadingMore ? words.history.loadingMore : undefined}>
          {words.history.more}
        </Button>
      )}
      <Dialog
        open={asking !== null}
        danger
        title={text.askTitle(application)}
        confirm={text.askConfirm}
        onConfirm={() => {
          if (asking !== null) onDisown?.(asking.id);
          setAsking(null);
        }}
        onCancel={() => setAsking(null)}
      >
        {text.askBody(application)}
      </Dialog>
    </>
  );
}

function HistoryRow({ item, nowMs }: { item: HistoryItem; nowMs: number }) {
  const look = finalStates[item.state];
  const byNobody = typeof item.fallback === 'string' ? words.history.by(look.word, byWay(item.fallback)) : look.word;
  const recent = nowMs - item.finalAtMs < 3 * 3_600_000;
  return (
    <Row
      sign={look}
      title={<Given>{item.applicationName}</Given>}
      note={
        <>
          <span class="nod-block">
            {item.decidedBy === null ? (
              byNobody
            ) : (
              <Around say={(device) => words.history.on(look.word, device)}>{item.decidedBy}</Around>
            )}
            {'\u00a0· '}
            {recent ? relativeTime(item.finalAtMs, nowMs) : timeOfDay(item.finalAtMs)}
          </span>
          <span class="nod-block">
            <Asked title={item.title} username={item.username} />
            {item.place !== null && (
              <>
                {'\u00a0· '}
                <Given>{item.place}</Given>
              </>
            )}
          </span>
          {item.attachments?.map(({ name, size, sha256 }) => (
            <span key={name} class="nod-block">
              <Given>{name}</Given>
              {'\u00a0· '}
              {sizeWords(size)}
              {'\u00a0· '}
              <bdi class="nod-attached__hash" dir="ltr" translate={false}>
                SHA-256 {sha256}
              </bdi>
            </span>
          ))}
          {item.disowning === 'done' && <span class="nod-block">{trustWords.disown.said}</span>}
        </>
      }
    />
  );
}

/** The items grouped by day, in the order they come in: `[heading, items][]`. */
export function historyDays(
  items: readonly HistoryItem[],
  nowMs: number,
  timeZone?: string,
): readonly (readonly [string, readonly HistoryItem[]])[] {
  const days = new Map<string, HistoryItem[]>();
  for (const item of items) {
    const day = dayHeading(item.finalAtMs, nowMs, timeZone);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days];
}
