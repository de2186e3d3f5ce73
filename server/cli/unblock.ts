import type { Stop } from '../challenges/stops.ts';
import type { Command } from './command.ts';
import { withNod } from './open.ts';
import { printable, relativeTime, time } from './print.ts';
import { findUser, realmOption } from './realms.ts';

/** `nod user unblock`, and how what stops a user is said. */

export const userUnblock: Command = {
  name: 'user unblock',
  summary: 'Lift what stops requests to a user, such as pauses after wrong codes or reports',
  takes: ['NAME'],
  options: realmOption,
  details: [
    'It opens fallbacks again that wrong codes have closed.',
    'It forgets wrong codes, denials, reports and pushes of late. Devices that 100 wrong codes have suspended stay so:',
    '`nod enroll NAME --without-vouching --reason TEXT` pairs one anew. Ask the user first: somebody else may know their password.',
  ].join('\n'),
  run: (input, terminal) =>
    withNod(terminal, async ({ accounts, challenges, fallbacks }) => {
      const user = await findUser(accounts, input);
      const lifted = await challenges.unblock(user.id);
      const opened = await fallbacks.reopenAll(user.id);
      const nowMs = terminal.clock();
      return {
        json: { id: user.id, username: user.username, lifted: lifted.map(stopJson), opened },
        text:
          lifted.length + opened.length === 0
            ? `Nothing stopped ${printable(user.username)}.`
            : [
                `Lifted for ${printable(user.username)}:`,
                ...lifted.map((stop) => `  ${stopText(stop, nowMs)}`),
                ...opened.map((way) => `  too many wrong codes: ${way} was closed`),
              ].join('\n'),
      };
    }),
};

const WORDS: Record<Stop['kind'], (application: string) => string> = {
  wrong_codes: () => 'too many wrong codes: nobody can ask',
  denied: (application) => `denied a request of ${application}: it asks quietly`,
  reported: (application) => `reported a request of ${application}: it asks quietly`,
  pushes: (application) => `asked too often by ${application}: it asks quietly`,
  pushes_of_all: () => 'asked too often by all applications together: they ask quietly',
};

export function stopText({ kind, application, untilMs }: Stop, nowMs: number): string {
  return `${WORDS[kind](printable(application ?? ''))}; ends ${relativeTime(untilMs, nowMs)}`;
}

export function stopJson({ kind, application, untilMs }: Stop) {
  return { kind, application, until: time(untilMs) };
}
