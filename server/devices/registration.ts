import * as v from 'valibot';
import type { Registration, RegistrationRequest, RegistrationTicket } from '../../shared/protocol/registration-api.ts';
import { originsOf } from '../accounts/applications.ts';
import { newUsernameSchema, parseInput } from '../accounts/names.ts';
import { NodError } from '../diagnostics/errors.ts';
import { countEvent } from '../events/record.ts';
import { addressBlock } from '../net/client-address.ts';
import type { ApplicationRow } from '../store/schema.ts';
import type { DevicesCore } from './devices.ts';
import { type CountedTry, closeUsedUp, countTry, giveBackTry } from './registration-tries.ts';
import { askWebhook } from './registration-webhook.ts';
import { createEnrollment } from './ticket.ts';

/**
 * Trusted registration as PushAuth did it, for an application whose operator wants it (`--pairing webhook`): its site shows its
 * user a short text, the person gives name and text here, and its webhook says whether they belong together. Only then is there
 * a user of this name, and a ticket for their first device. It is off unless wanted: the text is shorter than a pairing code
 * (N12 wants 40 bits), and a first device has nobody who could vouch for it.
 */

/** Only a name that a new user may have: who has an older one pairs by a ticket. */
const newNameSchema = v.strictObject({ username: newUsernameSchema });

/** Whose text a person is asked for. @throws NodError registration_unavailable */
export async function describeRegistration(core: DevicesCore, applicationId: string): Promise<Registration> {
  const application = await registeringApplication(core, applicationId);
  return { name: application.name, origins: originsOf(application) };
}

/**
 * Asks the application's webhook about name and text, and gives a ticket for a first device where it says 200.
 *
 * The webhook is asked each time, whoever the name belongs to: a name that nobody has, one whose user is locked and a wrong
 * text get the same answer after the same work. Of a user who has, or had, a device, only whoever had the right text learns
 * that it helps no further; the application has spent it by then.
 *
 * @throws NodError registration_unavailable, request_malformed (no user may be called so), rate_limited, registration_refused,
 *   enrollment_refused (the user has a device)
 */
export async function registerByWebhook(
  core: DevicesCore,
  applicationId: string,
  { username: typed, text }: RegistrationRequest,
  { ip }: { ip: string },
): Promise<RegistrationTicket> {
  const application = await registeringApplication(core, applicationId);
  // As it is stored: two names that Nod takes for one mustn't be two for the application, or one gets the other's account.
  const { username } = parseInput(newNameSchema, { username: typed.trim() });
  const counted = await countTry(core, { applicationId, username, ip });
  const about = { applicationId, ip, counted, realmId: application.realm_id, username };
  const answer = await askWebhook(core, application, { username, presented: text });
  if (!answer.letIn) {
    core.log.warn({ applicationId, answer: answer.reason }, 'registration webhook let nobody in');
    return refuse(core, about, answer.reason);
  }
  // The operator may have turned it off, or moved the application to other people, while it was asked.
  const user = await core.accounts.ensureUser(await registeringApplication(core, applicationId), { username });
  if (user.locked_at_ms !== null) return refuse(core, about, 'locked');
  await giveBackTry(core, counted);
  const ticket = { user, applicationId, sourceIp: ip, askedWebhook: true };
  const { token, expiresAtMs } = await createEnrollment(core, ticket).catch((error: unknown) => {
    // Locked at the same moment.
    if (error instanceof NodError && error.code === 'user_locked') return refuse(core, about, 'locked');
    throw error;
  });
  return { token, expiresAtMs };
}

async function registeringApplication({ store }: DevicesCore, applicationId: string): Promise<ApplicationRow> {
  const application = await store.db
    .selectFrom('applications')
    .selectAll()
    .where('id', '=', applicationId)
    .where('pairing', '=', 'webhook')
    .where('builtin', '=', 0)
    .executeTakeFirst();
  if (application !== undefined) return application;
  throw new NodError(
    'registration_unavailable',
    'No application registers people by this link. Ask for a pairing code there, or for another link.',
  );
}

/** One entry an hour for each network, user and application, with a count: nobody fills the log by guessing. */
async function refuse(
  core: DevicesCore,
  about: { applicationId: string; ip: string; counted: CountedTry; realmId: string; username: string },
  reason: string,
): Promise<never> {
  const { applicationId, ip, counted, realmId, username } = about;
  const user = await core.store.db
    .selectFrom('users')
    .select('id')
    .where('realm_id', '=', realmId)
    .where('username', '=', username)
    .executeTakeFirst();
  const who = { userId: user?.id, applicationId, sourceIp: ip };
  const event = { type: 'registration.refused', atMs: core.clock(), ...who } as const;
  await countEvent(core.store.db, { ...event, detail: { reason } }, addressBlock(ip));
  await closeUsedUp(core, counted, about);
  throw new NodError(
    'registration_refused',
    'The application does not know this name with this text. Look at both again, or ask it for a new text.',
  );
}
