import type { TrustEntry } from '../devices/vouches.ts';
import type { Command } from './command.ts';
import { withNod } from './open.ts';
import { printable, relativeTime, time } from './print.ts';
import { findUser, realmOption } from './realms.ts';

/** `nod trust USER`: who let in which of a user's devices. */
export const trust: Command = {
  name: 'trust',
  summary: "Who let in which of a user's devices",
  takes: ['USER'],
  options: realmOption,
  details: [
    'Each device stands below the one that said yes to it, removed ones too. The receipt of that yes is kept with the device:',
    "any of the user's devices can have it (GET /device/v1/devices/:id/vouch).",
  ].join('\n'),
  run: (input, terminal) =>
    withNod(terminal, async ({ accounts, devices }) => {
      const user = await findUser(accounts, input);
      const entries = await devices.trustOf(user.id);
      return {
        json: entries.map(({ atMs, made_by: madeBy, challenge_id: challengeId, wait, ...entry }) => ({
          ...entry,
          ...(wait && { waitsSince: time(wait.askedAtMs), letInAt: time(wait.letInAtMs) }),
          madeBy,
          challengeId,
          at: time(atMs),
        })),
        text:
          entries.length === 0
            ? `${printable(user.username)} has had no device yet.`
            : drawGraph(entries, terminal.clock()).join('\n'),
      };
    }),
};

const LET_IN: Record<NonNullable<TrustEntry['how']> | 'unknown', string> = {
  first: 'the first one',
  device: 'let in by the one above',
  moved: 'took the place of the one above',
  operator: 'let in by the operator',
  recovery: 'let in by a recovery code',
  off: 'let in without asking: NOD_VOUCH=off',
  waited: 'let in after a wait: NOD_RECOVERY_DELAY',
  unknown: 'from before there was vouching',
};

/** A device whose voucher isn't in the list stands at the left. */
function drawGraph(entries: readonly TrustEntry[], nowMs: number): string[] {
  const known = new Set(entries.map(({ id }) => id));
  const below = Map.groupBy(entries, ({ byDeviceId }) => (byDeviceId && known.has(byDeviceId) ? byDeviceId : ''));
  const draw = (parent: string, depth: number): string[] =>
    (below.get(parent) ?? []).flatMap((entry) => [
      `${'  '.repeat(depth)}${describe(entry, nowMs)}`,
      ...draw(entry.id, depth + 1),
    ]);
  return draw('', 0);
}

function waits(wait: TrustEntry['wait']): string {
  if (!wait) return 'waits to be let in';
  return wait.letInAtMs === null
    ? 'waits until somebody has seen that it does'
    : `is let in at ${time(wait.letInAtMs)} unless somebody says no`;
}

function describe({ id, name, state, how, reason, made_by: madeBy, atMs, wait }: TrustEntry, nowMs: number): string {
  const whom = how === 'operator' && madeBy ? ` ${printable(madeBy)}` : '';
  const why = how === 'operator' && reason ? `: ${printable(reason)}` : '';
  const letIn = state === 'unvouched' ? waits(wait) : `${LET_IN[how ?? 'unknown']}${whom}${why}`;
  return `${printable(name)}  ${id}  ${state}  ${letIn}, ${relativeTime(atMs, nowMs)}`;
}
