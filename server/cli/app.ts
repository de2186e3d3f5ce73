import type { Accounts } from '../accounts/accounts.ts';
import { DEFAULT_SCOPES, SCOPES } from '../accounts/api-keys.ts';
import { type ApplicationView, applicationView } from '../accounts/applications.ts';
import { parseInput } from '../accounts/names.ts';
import { newApplicationSchema } from '../accounts/new-application.ts';
import { FALLBACK_WAYS, givenAway, UNKNOWN_BROWSERS, USER_VERIFICATIONS } from '../accounts/policy.ts';
import type { ApplicationRow } from '../store/schema.ts';
import { changedWebhook, newWebhook, registrationLink, sayRegistration, webhookOptions } from './app-webhook.ts';
import type { Command, CommandInput } from './command.ts';
import { CommandFailure, EXIT, usageFailure } from './failure.ts';
import { withAccounts } from './open.ts';
import { printable, quoted, relativeTime, table, time } from './print.ts';

/** `nod app …`: what an operator does with applications. */

const PAGE = 200;
const DEFAULT_OVERLAP_SECONDS = 86_400;

/** How an application's approvals are tied to its logins, as options. */
const policyOptions = {
  origin: { kind: 'list', value: 'URL', help: 'its web origin, such as https://app.example.com; may be repeated' },
  'login-path': {
    kind: 'list',
    value: 'PATH',
    help: 'a path of its login pages, /login exactly, /account/ all below; may be repeated (none: any; "" takes them away)',
  },
  match: {
    kind: 'text',
    value: 'code|origin,code|origin|none',
    help: 'how an approval is tied to the login, in order of preference (new: code)',
  },
  'origin-required': { kind: 'flag', help: 'with match origin: no code in its place' },
  'user-verification': {
    kind: 'text',
    value: USER_VERIFICATIONS.join('|'),
    help: 'finger, face or PIN before an approval (new: discouraged)',
  },
  'unknown-browser': {
    kind: 'text',
    value: UNKNOWN_BROWSERS.join('|'),
    help: 'where it doesn’t say that it knows the browser: code in place of a tap; verify: and finger, face or PIN (new: same)',
  },
  fallback: {
    kind: 'list',
    value: 'WAYS',
    help: `what counts where no device is at hand, of ${FALLBACK_WAYS.join(',')}; or none, or default (offline with match code)`,
  },
  ...webhookOptions,
  parallel: {
    kind: 'flag',
    help: 'its requests wait beside each other: up to 30 for one user, 30 in 10 minutes; none replaces another',
  },
  digits: { kind: 'text', value: 'N', help: 'length of the matching code, 2 to 8 (new: 6, as NIST wants)' },
  ttl: { kind: 'text', value: 'SECONDS', help: 'life of a challenge, 30 to 600 (new: 120)' },
} as const satisfies Command['options'];

const scopeOption = (unless: string) =>
  ({ kind: 'list', value: 'SCOPES', help: `what the key may do, of ${SCOPES.join(',')} (${unless})` }) as const;

export const appCreate: Command = {
  name: 'app create',
  summary: 'Register an application and print its API key, this once',
  takes: ['NAME'],
  options: {
    ...policyOptions,
    realm: { kind: 'text', value: 'REALM', help: 'an existing realm to share people with (otherwise: one of its own)' },
    scope: scopeOption(`otherwise: ${DEFAULT_SCOPES.join(',')}`),
    for: {
      kind: 'text',
      value: 'agents',
      help: 'agents: --match none --parallel, whose key asks and does nothing else (see docs/agents)',
    },
    'hide-denial': { kind: 'flag', help: 'a denial looks like a time-out to the application' },
  },
  details: 'Example:\n  nod app create Shop --origin https://shop.example.com --scope challenges,enroll',
  run(input, terminal) {
    const [name = ''] = input.operands;
    const agents = forAgents(input);
    const asked = {
      name,
      realm: input.text('realm'),
      origins: input.list('origin') ?? [],
      loginPaths: input.list('login-path'),
      match: matchOf(input.text('match')) ?? agents?.match,
      originRequired: input.flag('origin-required'),
      userVerification: input.text('user-verification'),
      unknownBrowser: input.text('unknown-browser'),
      digits: input.number('digits'),
      ttlSeconds: input.number('ttl'),
      fallbacks: fallbacksFrom(input),
      scopes: input.list('scope') ?? agents?.scopes,
      parallel: input.flag('parallel') || agents !== undefined,
      revealDenial: !input.flag('hide-denial'),
      webhook: newWebhook(input, terminal),
      pairing: input.text('pairing'),
    };
    return withAccounts(terminal, async ({ accounts, config }) => {
      const application = parseInput(newApplicationSchema({ allowHttpLocalhost: config.trying }), asked);
      const { pairing, webhook } = application;
      const { id, apiKey, realm, ...created } = await accounts.createApplication(application);
      return {
        json: {
          id,
          name: created.name,
          realm,
          apiKey,
          ...registrationLink({ id, pairing }, config.origin),
        },
        text: [
          `${printable(created.name)} is registered as ${id}.`,
          '',
          `  API key  ${apiKey}`,
          '',
          'The key is shown this once; keep it where the application keeps its secrets.',
          ...(agents === undefined || input.list('scope') !== undefined
            ? [
                `It may do this: ${application.scopes.join(', ')}. A key with other scopes: nod app rotate-key ${id} --scope ${SCOPES.join(',')}`,
                `Next: the application sends it to ${config.origin} as "Authorization: Bearer <key>".`,
              ]
            : [
                `It may do this: ${application.scopes.join(', ')}. An agent needs no more.`,
                `Next: it goes into a file on the agent’s machine, and "server": "${config.origin}" into the policy there (docs/agents).`,
              ]),
          application.realm === undefined
            ? `Its users are its own, in the realm ${printable(realm)}. An application for the same people joins it: nod app create NAME --realm ${quoted(realm)}`
            : `It shares the people of the realm ${printable(realm)}: by a name it means the same person as the other applications there.`,
          ...(pairing === 'link'
            ? []
            : sayRegistration({ id, pairing, webhookUrl: webhook?.url ?? null }, config.origin)),
          ...sayGivenAway(application.fallbacks, application),
        ].join('\n'),
      };
    });
  },
};

export const appList: Command = {
  name: 'app list',
  summary: 'All applications with their settings',
  takes: [],
  options: {},
  run: (_input, terminal) =>
    withAccounts(terminal, async ({ accounts, config }) => {
      const realmNames = new Map((await accounts.listRealms()).map(({ id, name }) => [id, name]));
      const views = (await allApplications(accounts)).map((row) => ({
        ...applicationView(row),
        realm: realmNames.get(row.realm_id) ?? '',
      }));
      return {
        json: views.map(({ createdAtMs, ...view }) => ({
          ...view,
          ...registrationLink(view, config.origin),
          createdAt: time(createdAtMs),
        })),
        text:
          views.length === 0
            ? 'There are no applications yet. Register one: nod app create NAME --origin URL'
            : table(
                ['ID', 'NAME', 'REALM', 'LOGINS AT', 'MATCH', 'LIFE'],
                views.map((view) => [
                  view.id,
                  view.name,
                  view.realm,
                  loginsAt(view) || '-',
                  matching(view),
                  `${view.ttlSeconds} s`,
                ]),
              ),
      };
    }),
};

export const appPolicy: Command = {
  name: 'app policy',
  summary: 'Show or change how approvals of an application are tied to its logins',
  takes: ['APP'],
  options: {
    ...policyOptions,
    'no-parallel': { kind: 'flag', help: 'a new request takes the place of the one that waits, again' },
    'origin-optional': { kind: 'flag', help: 'with match origin: a code is taken in its place again' },
  },
  details:
    'APP is an id, or a name that only one application has. What is left out stays as it is; without options it is shown.\n' +
    'Example:\n  nod app policy Wiki --match origin,code',
  run(input, terminal) {
    const [wanted = ''] = input.operands;
    if (input.flag('origin-required') && input.flag('origin-optional')) {
      throw usageFailure('--origin-required and --origin-optional exclude each other.');
    }
    if (input.flag('parallel') && input.flag('no-parallel')) {
      throw usageFailure('--parallel and --no-parallel exclude each other.');
    }
    const change = {
      origins: input.list('origin'),
      loginPaths: input.list('login-path'),
      match: matchOf(input.text('match')),
      originRequired: input.flag('origin-required') ? true : input.flag('origin-optional') ? false : undefined,
      userVerification: input.text('user-verification'),
      unknownBrowser: input.text('unknown-browser'),
      fallbacks: fallbacksFrom(input),
      digits: input.number('digits'),
      ttlSeconds: input.number('ttl'),
      parallel: input.flag('parallel') ? true : input.flag('no-parallel') ? false : undefined,
      pairing: input.text('pairing'),
      webhook: changedWebhook(input, terminal),
    };
    const isChange = Object.values(change).some((value) => value !== undefined);
    return withAccounts(terminal, async ({ accounts, config }) => {
      const { id } = await findApplication(accounts, wanted);
      if (isChange) await accounts.changePolicy({ id }, change);
      const view = applicationView(await accounts.getApplication(id));
      const { name, createdAtMs: _created, revealDenial: _reveal, webhookUrl, ...policy } = view;
      return {
        json: { name, ...policy, webhookUrl, ...registrationLink(view, config.origin) },
        text: [
          isChange
            ? `${printable(name)} now asks: ${matching(view)}. It counts from the next request on.`
            : `${printable(name)} asks: ${matching(view)}.`,
          ...(loginsAt(view) === '' ? [] : [`Its logins are at: ${loginsAt(view)}`]),
          ...(webhookUrl === null && change.webhook === undefined ? [] : [`Its webhook: ${webhookUrl ?? 'none'}`]),
          ...(isChange && change.pairing === undefined ? [] : sayRegistration(view, config.origin)),
          ...sayGivenAway(view.fallbacks, view),
        ].join('\n'),
      };
    });
  },
};

export const appRotateKey: Command = {
  name: 'app rotate-key',
  summary: 'Give an application a new API key; the old one works on for a while',
  takes: ['APP'],
  options: {
    overlap: { kind: 'text', value: 'SECONDS', help: 'how long the old key still works (default: 86400, a day)' },
    scope: scopeOption('otherwise: as the old key'),
  },
  details: 'APP is an id, or a name that only one application has.\nA leaked key: nod app rotate-key APP --overlap 0',
  run(input, terminal) {
    const [wanted = ''] = input.operands;
    const overlapSeconds = input.number('overlap') ?? DEFAULT_OVERLAP_SECONDS;
    return withAccounts(terminal, async ({ accounts }) => {
      const { id, name } = await findApplication(accounts, wanted);
      const { apiKey, scopes, previousExpiresAtMs } = await accounts.rotateKey(id, {
        overlapSeconds,
        scopes: input.list('scope'),
      });
      const nowMs = terminal.clock();
      return {
        json: { id, name, apiKey, scopes, previousExpiresAt: time(previousExpiresAtMs) },
        text: [
          `${printable(name)} has a new API key.`,
          '',
          `  API key  ${apiKey}`,
          '',
          `The key is shown this once. It may do this: ${scopes.join(', ')}.`,
          previousExpiresAtMs <= nowMs
            ? 'The old key works no more.'
            : `The old key works until ${time(previousExpiresAtMs)} (${relativeTime(previousExpiresAtMs, nowMs)}).`,
        ].join('\n'),
      };
    });
  },
};

/** What an application of agents is made with, where nothing else is named. @throws CommandFailure usage */
function forAgents(input: CommandInput): { match: string; scopes: string[] } | undefined {
  const whom = input.text('for');
  if (whom === undefined) return undefined;
  if (whom !== 'agents') throw usageFailure('--for wants agents.');
  // In a realm of its own there would be nobody to ask.
  if (input.text('realm') === undefined) {
    throw usageFailure(
      'An agent asks people who are there already: add --realm REALM. nod app list says which there are.',
    );
  }
  return { match: 'none', scopes: ['challenges'] };
}

/** @returns null for `default`, none for `none`; undefined where nothing was said. @throws CommandFailure usage */
function fallbacksFrom(input: CommandInput): string[] | null | undefined {
  const ways = input.list('fallback');
  if (ways === undefined) return undefined;
  if (ways.length === 0)
    throw usageFailure(`--fallback wants some of ${FALLBACK_WAYS.join(',')}, or none, or default.`);
  const [only] = ways;
  if (ways.length === 1 && only === 'default') return null;
  if (ways.length === 1 && only === 'none') return [];
  return ways;
}

function sayGivenAway(...of: Parameters<typeof givenAway>): string[] {
  const said = givenAway(...of);
  return said === undefined ? [] : [said];
}

/** A list stands for an order of preference; `origin` alone means that nothing but the origin is taken. */
function matchOf(text: string | undefined): string | string[] | undefined {
  return text === undefined || text === 'code' || text === 'none' ? text : text.split(',').map((name) => name.trim());
}

/** Origins, and the paths of the login pages there, if they were named. */
function loginsAt({ origins, loginPaths }: Pick<ApplicationView, 'origins' | 'loginPaths'>): string {
  return [...origins, ...loginPaths].join(' ');
}

/** The policy in a few words. */
function matching(
  view: Pick<
    ApplicationView,
    'match' | 'originRequired' | 'digits' | 'userVerification' | 'unknownBrowser' | 'fallbacks' | 'pairing' | 'parallel'
  >,
): string {
  const { match, originRequired, digits, userVerification, unknownBrowser } = view;
  const code = `code, ${digits} digits`;
  const origin = originRequired ? 'origin only' : `origin, else ${code}`;
  const verified = userVerification === 'discouraged' ? '' : `; person ${userVerification}`;
  const unknown = {
    same: '',
    code: '; in an unknown browser a code',
    verify: '; in an unknown browser person required',
  };
  const { fallbacks } = view;
  const instead = fallbacks === null ? '' : `; without a device ${fallbacks.join(', ') || 'nothing'}`;
  const registers = view.pairing === 'webhook' ? '; people register by its webhook' : '';
  const beside = view.parallel ? '; up to 30 at once' : '';
  return `${{ none: 'one tap', code, origin }[match]}${verified}${unknown[unknownBrowser]}${instead}${registers}${beside}`;
}

/**
 * The application that an operator means: an id, or a name that only one has.
 * @throws CommandFailure application_unknown, ambiguous; NodError application_unknown
 */
export async function findApplication(
  accounts: Accounts,
  wanted: string,
): Promise<Pick<ApplicationRow, 'id' | 'name'>> {
  if (/^app_[A-Za-z0-9_-]{22}$/.test(wanted)) return accounts.getApplication(wanted);
  const name = wanted.normalize('NFC').trim();
  const [application, another] = (await allApplications(accounts)).filter((row) => row.name === name);
  if (application === undefined) {
    throw new CommandFailure(EXIT.notFound, 'application_unknown', 'There is no such application. See: nod app list');
  }
  if (another !== undefined) {
    throw new CommandFailure(EXIT.failed, 'ambiguous', 'Several applications have this name. Use the id: nod app list');
  }
  return application;
}

async function allApplications(accounts: Accounts): Promise<ApplicationRow[]> {
  const rows: ApplicationRow[] = [];
  let after: string | undefined;
  do {
    const page = await accounts.listApplications({ limit: PAGE, after });
    rows.push(...page.items);
    after = page.nextAfter ?? undefined;
  } while (after !== undefined);
  return rows;
}
