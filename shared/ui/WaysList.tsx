import type { FallbacksResponse } from '../protocol/fallback-api.ts';
import type { FallbackWay } from '../protocol/receipt.ts';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';
import type { IconName } from './Icon.tsx';
import { Row } from './Row.tsx';
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

/** What can be typed at a login page, with its wrong codes; a way that is paused or closed can be opened again. */
export function WaysList({ ways, nowMs, opening, onOpen }: WaysListProps) {
  const shut = (way: WayView) => way.closedAtMs !== null || pauseMs(way, nowMs) > 0;
  const isShut = ways.some(shut);
  return (
    <>
      {isShut ? (
        <Banner tone="amber">{waysWords.openNext}</Banner>
      ) : (
        <p class="nod-ways__lead nod-muted nod-small">{waysWords.lead}</p>
      )}
      <ul class="nod-card nod-rows">
        {ways.map((way) => (
          <li key={way.way}>
            <Row
              sign={shut(way) ? { icon: 'warning', tone: 'rust' } : { icon: LOOKS[way.way] }}
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
    </>
  );
}

const LOOKS: Readonly<Record<FallbackWay, IconName>> = {
  offline: 'phone',
  totp: 'clock',
  email: 'send',
  bypass: 'shield',
};

function pauseMs({ pausedUntilMs }: WayView, nowMs: number): number {
  return pausedUntilMs === null ? 0 : Math.max(0, pausedUntilMs - nowMs);
}

function notes(way: WayView, nowMs: number): string[] {
  if (way.failures === 0) return [waysWords.what[way.way]];
  const wrong = waysWords.wrong(way.failures);
  if (way.closedAtMs !== null) return [waysWords.closed(relativeTime(way.closedAtMs, nowMs)), wrong];
  const pause = pauseMs(way, nowMs);
  return pause > 0 ? [waysWords.paused(Math.ceil(pause / 60_000)), wrong] : [wrong];
}
