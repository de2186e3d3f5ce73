import type { Command } from './command.ts';
import { findApplication } from './find-application.ts';
import { withAccounts } from './open.ts';
import { printable, relativeTime, time } from './print.ts';

const DEFAULT_OVERLAP_SECONDS = 86_400;

export const appRotateKey: Command = {
  name: 'app rotate-key',
  summary: 'Give an application a new API key; the old one works on for a while',
  takes: ['APP'],
  options: {
    overlap: { kind: 'text', value: 'SECONDS', help: 'how long the old key still works (default: 86400, a day)' },
  },
  details: 'APP is an id, or a name that only one application has.\nA leaked key: nod app rotate-key APP --overlap 0',
  run(input, terminal) {
    const [wanted = ''] = input.operands;
    const overlapSeconds = input.number('overlap') ?? DEFAULT_OVERLAP_SECONDS;
    return withAccounts(terminal, async ({ accounts }) => {
      const { id, name } = await findApplication(accounts, wanted);
      const { apiKey, previousExpiresAtMs } = await accounts.rotateKey(id, { overlapSeconds });
      const nowMs = terminal.clock();
      return {
        json: { id, name, apiKey, previousExpiresAt: time(previousExpiresAtMs) },
        text: [
          `${printable(name)} has a new API key.`,
          '',
          `  API key  ${apiKey}`,
          '',
          'The key is shown this once.',
          previousExpiresAtMs <= nowMs
            ? 'The old key works no more.'
            : `The old key works until ${time(previousExpiresAtMs)} (${relativeTime(previousExpiresAtMs, nowMs)}).`,
        ].join('\n'),
      };
    });
  },
};
