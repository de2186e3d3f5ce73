import { useState } from 'preact/hooks';
import { shownText } from '../languages/names.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import type { Tone } from './final-states.ts';
import { Sentence } from './Given.tsx';
import type { IconName } from './Icon.tsx';
import { Row } from './Row.tsx';
import { Section } from './Screen.tsx';
import { capital, dayHeading, relativeTime, timeOfDay } from './words/relative-time.ts';
import { sentenceWords } from './words/sentence-words.ts';
import { trustWords } from './words/trust-words.ts';

/** Something that happened to an account. */
export interface HappenedView {
  readonly id: string;
  readonly what: string;
  /** What happened, without a full stop. */
  readonly sentence: string;
  /** Who did it, from where, on which account, as parts of a line; foreign texts. */
  readonly facts: readonly string[];
  readonly atMs: number;
  readonly undo: 'possible' | 'done' | 'impossible';
  /** What "This wasn't me" pauses; null where its name isn't known. */
  readonly undoes: string | null;
}

export interface HappenedListProps {
  readonly items: readonly HappenedView[];
  readonly nowMs: number;
  readonly onUndo: (id: string) => void;
  readonly undoingId?: string | null;
  /** There are older ones. */
  readonly onMore?: (() => void) | undefined;
  readonly loadingMore?: boolean;
}

/** What happened to the accounts of this device, day by day, newest first. Undoing asks once. */
export function HappenedList(props: HappenedListProps) {
  const { items, nowMs, onUndo, undoingId = null, onMore, loadingMore = false } = props;
  const [asking, setAsking] = useState<HappenedView | null>(null);
  const text = trustWords.happened;
  if (items.length === 0) return <p class="nod-lead">{text.empty}</p>;
  const days = Map.groupBy(items, ({ atMs }) => dayHeading(atMs, nowMs));
  const undoes = asking?.undoes ? sentenceWords.quoted(shownText(asking.undoes)) : text.that;
  const askText = asking?.what === 'device.waits' ? text.waits : text;
  return (
    <>
      {[...days].map(([day, ofDay]) => (
        <Section key={day} title={day}>
          <ul class="nod-card nod-rows">
            {ofDay.map((item) => (
              <li key={item.id} class="nod-todo">
                <Row
                  sign={lookOf(item.what)}
                  title={
                    <bdi>
                      <Sentence>{item.sentence}</Sentence>
                    </bdi>
                  }
                  note={
                    <>
                      <span class="nod-block">
                        <Sentence>{[when(item.atMs, nowMs), ...item.facts].join('\u00a0· ')}</Sentence>
                      </span>
                      {item.undo === 'done' && <span class="nod-block">{doneWords(item)}</span>}
                    </>
                  }
                />
                {item.undo === 'possible' && (
                  <div class="nod-todo__actions">
                    <Button
                      onClick={() => setAsking(item)}
                      busy={item.id === undoingId ? pressWords(item).busy : undefined}
                      name={`${pressWords(item).press}: ${item.sentence}`}
                    >
                      {pressWords(item).press}
                    </Button>
                  </div>
                )}
              </li>
            ))}
          </ul>
        </Section>
      ))}
      {onMore !== undefined && (
        <Button look="quiet" wide onClick={onMore} busy={loadingMore ? text.loadingMore : undefined}>
          {text.more}
        </Button>
      )}
      <Dialog
        open={asking !== null}
        danger
        title={askText.askTitle(undoes)}
        confirm={askText.askConfirm}
        onConfirm={() => {
          if (asking !== null) onUndo(asking.id);
          setAsking(null);
        }}
        onCancel={() => setAsking(null)}
      >
        {typeof askText.askBody === 'string' ? askText.askBody : askText.askBody(capital(undoes))}
      </Dialog>
    </>
  );
}

/** A device that waits to be let in is turned away; in every other case a device is paused. */
function pressWords({ what }: HappenedView): { press: string; busy: string } {
  const { waits, notMe, undoing } = trustWords.happened;
  return what === 'device.waits' ? { press: waits.no, busy: waits.saying } : { press: notMe, busy: undoing };
}

function doneWords({ what }: HappenedView): string {
  return what === 'device.waits' ? trustWords.happened.waits.done : trustWords.happened.undone;
}

function when(atMs: number, nowMs: number): string {
  return nowMs - atMs < 3 * 3_600_000 ? relativeTime(atMs, nowMs) : timeOfDay(atMs);
}

/** A device more is worth a look; what stops one is no alarm. */
const LOOKS: Readonly<Record<string, { icon: IconName; tone: Tone }>> = {
  'device.added': { icon: 'add', tone: 'amber' },
  'device.moved': { icon: 'phone', tone: 'amber' },
  'device.refused': { icon: 'cross', tone: 'quiet' },
  'device.waits': { icon: 'clock', tone: 'amber' },
  'device.suspended': { icon: 'withdrawn', tone: 'amber' },
  'device.objected': { icon: 'warning', tone: 'rust' },
  'device.resumed': { icon: 'check', tone: 'leaf' },
  'device.removed': { icon: 'cross', tone: 'amber' },
  'verifier.added': { icon: 'shield', tone: 'leaf' },
  'verifier.removed': { icon: 'shield', tone: 'amber' },
  'email.changed': { icon: 'send', tone: 'amber' },
  'login.failed': { icon: 'warning', tone: 'amber' },
};

function lookOf(what: string): { icon: IconName; tone: Tone } {
  return (Object.hasOwn(LOOKS, what) ? LOOKS[what] : undefined) ?? { icon: 'info', tone: 'quiet' };
}
