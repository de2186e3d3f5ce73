import { SCOPES } from '../../server/accounts/api-keys.ts';
import type { NewApplication } from '../../server/accounts/new-application.ts';
import type { NodClient } from '../../shared/sdk/client.ts';

/** An application as a test wants it registered; what is left out is as `nod app create` has it. */
export interface ApplicationOptions {
  /** As the phone shows it; `Test application` by default. */
  name?: string;
  /**
   * Where its pages are; by default a free port of this machine, `http://localhost:<port>`, for the program under test. The
   * extension approves only at this one.
   */
  origin?: string;
  /** How approvals are tied to the login: `code` (the default), `origin`, `none`, or `origin,code`. */
  match?: 'code' | 'origin' | 'none' | 'origin,code';
  /** How many digits the code has, 2 to 8; 6 by default. */
  digits?: number;
  /** How long a request waits for its answer; 120 by default. */
  ttlSeconds?: number;
  /** What may take the phone's place. */
  fallbacks?: ('offline' | 'totp' | 'email' | 'bypass')[];
  /** Whether the application learns that a person said no; true by default. */
  revealDenial?: boolean;
  loginPaths?: string[];
  /** With match `none`: up to 30 requests wait for a person at once, each answered by itself, as `nod app create --for agents` has it. */
  parallel?: boolean;
  /** What its API key may do; by default everything. */
  scopes?: ('challenges' | 'enroll' | 'users')[];
}

/** A registered application. */
export interface TestApplication {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
  readonly apiKey: string;
  /** For a program under test: `NOD_ORIGIN`, `NOD_API_KEY` and `NOD_APPLICATION_ID`. */
  readonly environment: Readonly<Record<'NOD_ORIGIN' | 'NOD_API_KEY' | 'NOD_APPLICATION_ID', string>>;
  /** The REST door with this application's key, for what a test wants to know or to ask by itself. */
  readonly client: NodClient;
}

/** The options in the words of the server. */
export function asRegistered(
  options: ApplicationOptions & { origin: string },
): NewApplication & { match: NonNullable<NewApplication['match']> } {
  const { name = 'Test application', origin, match = 'code', ...rest } = options;
  return {
    scopes: [...SCOPES],
    name,
    origins: [origin],
    match: match === 'origin,code' ? ['origin', 'code'] : match,
    ...rest,
  };
}
