import { type EventView, listEvents } from '../events/list.ts';
import { EVENT_TYPES, type EventType } from '../events/record.ts';
import type { Store } from '../store/store.ts';
import type { Command, CommandInput } from './command.ts';
import { usageFailure } from './failure.ts';
import { withAccounts } from './open.ts';
import { printable, time } from './print.ts';
import { findUser } from './realms.ts';

/** `nod events`: the audit log, for an operator who wants to know what happened. */

const DEFAULT_SINCE_MS = 24 * 3_600_000;
const DEFAULT_LIMIT = 50;
const MOST = 10_000;
const PAGE = 200;

export const events: Command = {
  name: 'events',
  summary: 'What happened: logins, devices, and what looks like an attack; newest first',
  takes: [],
  options: {
    since: { kind: 'text', value: 'TIME', help: 'how far back: 30m, 2h, 7d, or 2026-01-31T12:00Z (default: 24h)' },
    user: { kind: 'text', value: 'NAME', help: 'only what concerns this user' },
    realm: { kind: 'text', value: 'REALM', help: 'the realm of the user, where several have one of this name' },
    type: { kind: 'list', value: 'TYPE', help: 'only these types, such as application.burst; may be repeated' },
    limit: { kind: 'text', value: 'N', help: `how many at most, to ${MOST} (default: ${DEFAULT_LIMIT})` },
  },
  details: [
    'What looks like an attack: --type application.burst,application.refused_by_many,challenge.mismatch',
    `Types: ${EVENT_TYPES.join(', ')}`,
  ].join('\n'),
  run(input, terminal) {
    const filter = { sinceMs: sinceOf(input.text('since'), terminal.clock()), types: typesOf(input.list('type')) };
    const most = limitOf(input);
    const username = input.text('user');
    if (username === undefined && input.text('realm') !== undefined) throw usageFailure('--realm goes with --user.');
    return withAccounts(terminal, async ({ accounts, store }) => {
      const user = username === undefined ? undefined : await findUser(accounts, { ...input, operands: [username] });
      const found: EventView[] = [];
      for (let beforeId: number | undefined; found.length < most; ) {
        const limit = Math.min(PAGE, most - found.length);
        const page = await listEvents(store.db, { ...filter, userId: user?.id, beforeId, limit });
        found.push(...page.items);
        if (page.nextBeforeId === null) break;
        beforeId = page.nextBeforeId;
      }
      const names = await namesOf(store, found);
      return {
        json: found.map(({ atMs, lastAtMs, ...event }) => ({
          ...event,
          at: time(atMs),
          lastAt: time(lastAtMs),
          user: names.get(event.userId ?? '') ?? null,
          application: names.get(event.applicationId ?? '') ?? null,
        })),
        text: found.length === 0 ? 'Nothing of this happened.' : found.map((event) => lineOf(event, names)).join('\n'),
      };
    });
  },
};

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** @throws CommandFailure usage */
function sinceOf(text: string | undefined, nowMs: number): number {
  if (text === undefined) return nowMs - DEFAULT_SINCE_MS;
  const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) return nowMs - Number(count) * (UNITS_MS[unit] ?? 0);
  const atMs = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(atMs)) throw usageFailure('--since wants 30m, 2h, 7d, or a time such as 2026-01-31T12:00Z.');
  return atMs;
}

/** @throws CommandFailure usage */
function typesOf(names: readonly string[] | undefined): EventType[] | undefined {
  return names?.map((name) => {
    const type = EVENT_TYPES.find((one) => one === name);
    if (type === undefined) throw usageFailure(`There is no type "${printable(name)}": nod events --help lists them.`);
    return type;
  });
}

/** @throws CommandFailure usage */
function limitOf(input: CommandInput): number {
  const limit = input.number('limit') ?? DEFAULT_LIMIT;
  if (limit < 1 || limit > MOST) throw usageFailure(`--limit wants 1 to ${MOST}.`);
  return limit;
}

/** The names of users and applications, by id. What is gone has none. */
async function namesOf({ db }: Store, found: readonly EventView[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (let at = 0; at < found.length; at += PAGE) {
    const page = found.slice(at, at + PAGE);
    // PostgreSQL takes no empty list; no id is ''.
    const userIds = ['', ...page.map(({ userId }) => userId ?? '')];
    const applicationIds = ['', ...page.map(({ applicationId }) => applicationId ?? '')];
    const users = db.selectFrom('users').select(['id', 'username as name']).where('id', 'in', userIds);
    const applications = db.selectFrom('applications').select(['id', 'name']).where('id', 'in', applicationIds);
    for (const { id, name } of [...(await users.execute()), ...(await applications.execute())]) names.set(id, name);
  }
  return names;
}

/** `2026-01-31T12:00:00Z  challenge.denied  alice · Wiki · login from 203.0.113.7 · …` */
function lineOf(event: EventView, names: ReadonlyMap<string, string>): string {
  const { atMs, lastAtMs, type, userId, applicationId, challengeId, deviceId, sourceIp, deviceIp, detail, count } =
    event;
  const facts = [
    userId && (names.get(userId) ?? userId),
    applicationId && (names.get(applicationId) ?? applicationId),
    sourceIp && `from ${sourceIp}`,
    deviceIp && `answer from ${deviceIp}`,
    count > 1 && `${count} times until ${shortTime(lastAtMs ?? atMs)}`,
    ...Object.entries(detail).map(
      ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ),
    challengeId,
    deviceId,
  ].filter((fact) => typeof fact === 'string' && fact !== '');
  return `${shortTime(atMs)}  ${type}  ${printable(facts.join(' · '))}`.trimEnd();
}

/** RFC 3339, to the second. */
const shortTime = (atMs: number) => time(atMs).replace(/\.\d+Z$/, 'Z');
