import * as v from 'valibot';
import type { Clock } from '../crypto/ids.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { ApplicationRow } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { originsOf } from './applications.ts';
import { matchingPolicy, matchSchema, policyProblem } from './matching-policy.ts';
import { digitsSchema, ttlSecondsSchema } from './new-application.ts';
import { originsSchema } from './origins.ts';
import { parseInput } from './parse-input.ts';
import { userVerificationSchema } from './user-verification-policy.ts';

/** What may change of a policy; what is left out stays. */
export interface PolicyChange {
  origins?: string[] | undefined;
  /** As for a new application: a name, or a list in order of preference. */
  match?: string | string[] | undefined;
  originRequired?: boolean | undefined;
  userVerification?: string | undefined;
  digits?: number | undefined;
  ttlSeconds?: number | undefined;
}

function changeSchema(options: { allowHttpLocalhost: boolean }) {
  return v.strictObject({
    origins: v.optional(originsSchema(options)),
    match: v.optional(matchSchema),
    originRequired: v.optional(v.boolean('must be true or false')),
    userVerification: v.optional(userVerificationSchema),
    digits: v.optional(digitsSchema),
    ttlSeconds: v.optional(ttlSecondsSchema),
  });
}

/**
 * Changes how an application's approvals are tied to its logins. It counts from the next challenge on; those that wait
 * are answered as they were asked, but an origin that is taken away counts no more.
 */
export function createChangePolicy(deps: { store: Store; clock: Clock; settings: { allowHttpLocalhost: boolean } }) {
  const { store, clock, settings } = deps;
  const schema = changeSchema(settings);
  /** @throws NodError application_unknown, request_malformed */
  return async function changePolicy(application: Pick<ApplicationRow, 'id'>, change: PolicyChange): Promise<void> {
    const wanted = parseInput(schema, change);
    await store.transaction(async (trx) => {
      const row = await trx.selectFrom('applications').selectAll().where('id', '=', application.id).executeTakeFirst();
      if (!row) throw new NodError('application_unknown', 'There is no such application.');
      const origins = wanted.origins ?? originsOf(row);
      const policy =
        wanted.match === undefined
          ? { match: row.match, originRequired: wanted.originRequired ?? row.origin_required === 1 }
          : matchingPolicy({ match: wanted.match, originRequired: wanted.originRequired });
      const problem = policyProblem(policy, origins);
      if (problem) throw new NodError('request_malformed', `${problem}.`);
      const next = {
        origins: JSON.stringify(origins),
        match: policy.match,
        origin_required: policy.originRequired ? 1 : 0,
        user_verification: wanted.userVerification ?? row.user_verification,
        digits: wanted.digits ?? row.digits,
        ttl_seconds: wanted.ttlSeconds ?? row.ttl_seconds,
      };
      await trx.updateTable('applications').set(next).where('id', '=', row.id).execute();
      await recordEvent(trx, {
        type: 'application.policy_changed',
        atMs: clock(),
        applicationId: row.id,
        detail: {
          ...policy,
          origins,
          userVerification: next.user_verification,
          digits: next.digits,
          ttlSeconds: next.ttl_seconds,
        },
      });
    });
  };
}
