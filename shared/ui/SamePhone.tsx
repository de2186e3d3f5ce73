import { shownText } from '../languages/names.ts';
import { Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Given } from './Given.tsx';
import { Row } from './Row.tsx';
import { Heading, Screen } from './Screen.tsx';
import { TopBar } from './TopBar.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { useHere } from './words/here.ts';
import { relativeTime } from './words/relative-time.ts';
import { vouchingWords } from './words/vouching-words.ts';

/** A device that this one may have been before its storage was cleared. */
export interface FormerDevice {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly lastSeenMs: number;
}

export interface SamePhoneProps {
  readonly devices: readonly FormerDevice[];
  readonly nowMs: number;
  readonly onChoose: (id: string) => void;
  readonly onNone: () => void;
  /** The one that was chosen, while the server is told. */
  readonly choosingId: string | null;
  readonly problem?: ErrorWords | undefined;
}

/** A browser that has forgotten everything can't know that it was here before: its person is asked, once. */
export function SamePhone({ devices, nowMs, onChoose, onNone, choosingId, problem }: SamePhoneProps) {
  const here = useHere();
  const text = vouchingWords.same;
  return (
    <Screen
      bar={<TopBar />}
      foot={
        <Button wide onClick={onNone} disabled={choosingId !== null}>
          {text.none}
        </Button>
      }
    >
      <Heading lead={text.lead(here)}>{text.title(here)}</Heading>
      <Problem words={problem} />
      <ul class="nod-card nod-rows">
        {devices.map(({ id, name, platform, lastSeenMs }) => (
          <li key={id}>
            <Row
              sign={{ icon: here }}
              title={<Given>{name}</Given>}
              note={
                <>
                  {platform !== '' && (
                    <>
                      <Given>{platform}</Given>
                      {'\u00a0· '}
                    </>
                  )}
                  {id === choosingId ? text.busy : text.lastSeen(relativeTime(lastSeenMs, nowMs))}
                  <span class="nod-hidden"> {text.chosen(shownText(name))}</span>
                </>
              }
              onOpen={choosingId === null ? () => onChoose(id) : undefined}
            />
          </li>
        ))}
      </ul>
      <p class="nod-muted nod-small">{text.after}</p>
    </Screen>
  );
}
