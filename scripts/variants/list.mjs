import { ACCOUNT } from './account.mjs';
import { AGENTS } from './agents.mjs';
import { ANNOUNCEMENTS } from './announcements.mjs';
import { ATTACHMENTS } from './attachments.mjs';
import { CLIENTS } from './clients.mjs';
import { CODES } from './codes.mjs';
import { DECISIONS } from './decisions.mjs';
import { DEVICES } from './devices.mjs';
import { DOORS } from './doors.mjs';
import { FALLBACKS } from './fallbacks.mjs';
import { OPERATORS } from './operators.mjs';
import { PACKAGES } from './packages.mjs';
import { PLACES } from './places.mjs';
import { PROTOCOL } from './protocol.mjs';
import { QUIET } from './quiet.mjs';
import { RECOVERY } from './recovery.mjs';
import { TRUST } from './trust.mjs';
import { VERIFIERS } from './verifiers.mjs';
import { VOUCHING } from './vouching.mjs';
import { WAITING } from './waiting.mjs';

/**
 * The weakened variants (../variants.mjs), by room: each takes out one check on which a requirement rests.
 *
 * `old` stands in `file` exactly once and becomes `weaker`. `tests` are the files, and `named` (a regular expression) the
 * tests in them, that have to notice. A variant is as small as a slip would be, and the code still runs with it.
 *
 * @type {readonly { name: string, file: string, old: string, weaker: string, tests: readonly string[], named: string }[]}
 */
export const VARIANTS = [
  ...PROTOCOL,
  ...DECISIONS,
  ...QUIET,
  ...VOUCHING,
  ...WAITING,
  ...PACKAGES,
  ...PLACES,
  ...DEVICES,
  ...FALLBACKS,
  ...TRUST,
  ...ACCOUNT,
  ...ATTACHMENTS,
  ...RECOVERY,
  ...VERIFIERS,
  ...ANNOUNCEMENTS,
  ...CODES,
  ...DOORS,
  ...CLIENTS,
  ...OPERATORS,
  ...AGENTS,
];
