import { SCOPES } from '../accounts/api-keys.ts';
import { parseInput } from '../accounts/names.ts';
import { newApplicationSchema } from '../accounts/new-application.ts';
import type { Command, CommandInput, Terminal } from './command.ts';
import { CommandFailure, EXIT, usageFailure } from './failure.ts';
import { withAccounts } from './open.ts';
import { matchOf, policyOptions } from './policy-options.ts';
import { printable } from './print.ts';

export const appCreate: Command = {
  name: 'app create',
  summary: 'Register an application and print its API key, this once',
  takes: ['NAME'],
  options: {
    ...policyOptions,
    scope: { kind: 'list', value: 'SCOPES', help: `what the key may do: ${SCOPES.join(', ')} (default: all)` },
    'hide-denial': { kind: 'flag', help: 'a denial looks like a time-out to the application' },
    'webhook-url': { kind: 'text', value: 'URL', help: 'asked before a device of its users is let in' },
    'webhook-user': { kind: 'text', value: 'NAME', help: 'user name for the webhook' },
    'webhook-password-file': { kind: 'text', value: 'FILE', help: 'file that holds the password for the webhook' },
  },
  details: 'Example:\n  nod app create Shop --origin https://shop.example.com --scope challenges,enroll',
  run(input, terminal) {
    const [name = ''] = input.operands;
    const asked = {
      name,
      origins: input.list('origin') ?? [],
      match: matchOf(input.text('match')),
      originRequired: input.flag('origin-required'),
      userVerification: input.text('user-verification'),
      digits: input.number('digits'),
      ttlSeconds: input.number('ttl'),
      scopes: input.list('scope'),
      revealDenial: !input.flag('hide-denial'),
      webhook: readWebhook(input, terminal),
    };
    return withAccounts(terminal, async ({ accounts, config }) => {
      const application = parseInput(newApplicationSchema({ allowHttpLocalhost: config.demo }), asked);
      const { id, apiKey, ...created } = await accounts.createApplication(application);
      return {
        json: { id, name: created.name, apiKey },
        text: [
          `${printable(created.name)} is registered as ${id}.`,
          '',
          `  API key  ${apiKey}`,
          '',
          'The key is shown this once; keep it where the application keeps its secrets.',
          `Next: the application sends it to ${config.origin} as "Authorization: Bearer <key>".`,
        ].join('\n'),
      };
    });
  },
};

function readWebhook(input: CommandInput, terminal: Terminal) {
  const url = input.text('webhook-url');
  const username = input.text('webhook-user');
  const file = input.text('webhook-password-file');
  if (url === undefined && username === undefined && file === undefined) return undefined;
  if (url === undefined || username === undefined || file === undefined) {
    throw usageFailure('--webhook-url, --webhook-user and --webhook-password-file belong together.');
  }
  // Not an option of its own: other users of a machine see the arguments of a process.
  try {
    return { url, username, password: terminal.readFile(file).replace(/\r?\n$/, '') };
  } catch {
    throw new CommandFailure(EXIT.usage, 'usage', `--webhook-password-file: ${file} can not be read.`);
  }
}
