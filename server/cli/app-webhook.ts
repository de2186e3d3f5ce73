import { registrationUrl } from '../../shared/protocol/registration-api.ts';
import type { ApplicationView } from '../accounts/applications.ts';
import { PAIRINGS } from '../accounts/policy.ts';
import type { Command, CommandInput, Terminal } from './command.ts';
import { CommandFailure, EXIT, usageFailure } from './failure.ts';

/** An application's trusted-registration webhook, as options of `nod app create` and `nod app policy`. */
export const webhookOptions = {
  'webhook-url': {
    kind: 'text',
    value: 'URL',
    help: 'asked before a device of its users is let in ("": nobody any more)',
  },
  'webhook-user': { kind: 'text', value: 'NAME', help: 'user name for the webhook' },
  'webhook-password-file': { kind: 'text', value: 'FILE', help: 'file that holds the password for the webhook' },
  pairing: {
    kind: 'text',
    value: PAIRINGS.join('|'),
    help: 'webhook: people without a device also register by a short text that the webhook knows (new: link)',
  },
} as const satisfies Command['options'];

/** @returns undefined where nothing was said of it */
export function newWebhook(input: CommandInput, terminal: Terminal) {
  const url = input.text('webhook-url');
  const login = webhookLogin(input, terminal);
  if (url === undefined && login === undefined) return undefined;
  if (url !== undefined && login !== undefined) return { url, ...login };
  throw usageFailure('--webhook-url, --webhook-user and --webhook-password-file belong together.');
}

/** Name and password may change alone; another address wants both anew, or it would get those of the old one. */
export function changedWebhook(input: CommandInput, terminal: Terminal) {
  const url = input.text('webhook-url');
  const login = webhookLogin(input, terminal);
  if (url === '' && login === undefined) return null;
  if (url === undefined || (url !== '' && login !== undefined)) return login && { url, ...login };
  throw usageFailure(
    '--webhook-url wants --webhook-user and --webhook-password-file beside it, or "" to take it away.',
  );
}

/** The password comes from a file, not from an option: other users of a machine see the arguments of a process. */
function webhookLogin(input: CommandInput, terminal: Terminal): { username: string; password: string } | undefined {
  const username = input.text('webhook-user');
  const file = input.text('webhook-password-file');
  if (username === undefined && file === undefined) return undefined;
  if (username === undefined || file === undefined) {
    throw usageFailure('--webhook-user and --webhook-password-file belong together.');
  }
  try {
    return { username, password: terminal.readFile(file).replace(/\r?\n$/, '') };
  } catch {
    throw new CommandFailure(EXIT.usage, 'usage', `--webhook-password-file: ${file} can not be read.`);
  }
}

/** The link by which people register, where they do. */
export function registrationLink({ id, pairing }: Pick<ApplicationView, 'id' | 'pairing'>, origin: string) {
  return pairing === 'webhook' ? { registrationUrl: registrationUrl(origin, id) } : {};
}

export function sayRegistration(
  view: Pick<ApplicationView, 'id' | 'pairing' | 'webhookUrl'>,
  origin: string,
): string[] {
  const asked = 'Its webhook is asked about each pairing code that it makes; --webhook-url "" ends that.';
  if (view.pairing === 'link') {
    return ['People pair by its pairing codes alone.', ...(view.webhookUrl === null ? [] : [asked])];
  }
  return [
    `People without a device also register at ${registrationUrl(origin, view.id)}`,
    'with their user name and a text that its webhook knows. Such a text is shorter than a pairing code, and nothing but it',
    'vouches for the device: 5 wrong ones an hour for a name, 20 for a network, 100 in all.',
    asked,
  ];
}
