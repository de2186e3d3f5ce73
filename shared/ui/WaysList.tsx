import type { FallbacksResponse } from '../protocol/fallback-api.ts';
import type { FallbackWay } from '../protocol/receipt.ts';
import { Button } from './Button.tsx';
import { Row } from './Row.tsx';
import { Section } from './Screen.tsx';
import { relativeTime } from './words/relative-time.ts';
import { waysWords } from './words/ways-words.ts';

export type WayView = FallbacksResponse['fallbacks'][number];

export interface WaysListProps {
  readonly ways: readonly WayView[];
  readonly nowMs: number;
  /** The one that is being opened. */
  readonly opening: FallbackWay | null;
  readonly onOpen: (way: FallbackWay) => void;
}

/** Ways to sign in without a device, with their wrong codes; one that is paused or closed can be opened again. */
export function WaysList({ ways, nowMs, opening, onOpen }: WaysListProps) {
  const shut = (way: WayView) => way.closedAtMs !== null || pauseMs(way, nowMs) > 0;
  return (
    <Section title={waysWords.title}>
      <p class="nod-muted nod-small">{ways.some(shut) ? waysWords.openNext : waysWords.lead}</p>
      <ul class="nod-card nod-rows">
        {ways.map((way) => (
          <li key={way.way}>
            <Row
              sign={shut(way) ? { icon: 'warning', tone: 'rust' } : { icon: 'shield' }}
              title={waysWords.names[way.way]}
              note={notes(way, nowMs).map((note) => (
                <span key={note} class="nod-block">
                  {note}
                </span>
              ))}
              end={
                shut(way) ? (
                  <Button
                    onClick={() => onOpen(way.way)}
                    disabled={opening !== null && opening !== way.way}
                    busy={opening === way.way ? waysWords.opening : undefined}
                    name={`${waysWords.open}: ${waysWords.names[way.way]}`}
                  >
                    {waysWords.open}
                  </Button>
                ) : undefined
              }
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function pauseMs({ pausedUntilMs }: WayView, nowMs: number): number {
  return pausedUntilMs === null ? 0 : Math.max(0, pausedUntilMs - nowMs);
}

function notes(way: WayView, nowMs: number): string[] {
  if (way.failures === 0) return [waysWords.none];
  const wrong = waysWords.wrong(way.failures);
  if (way.closedAtMs !== null) return [waysWords.closed(relativeTime(way.closedAtMs, nowMs)), wrong];
  const pause = pauseMs(way, nowMs);
  return pause > 0 ? [waysWords.paused(Math.ceil(pause / 60_000)), wrong] : [wrong];
}
