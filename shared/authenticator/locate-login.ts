import type { Core } from './core.ts';
import { decide } from './decide.ts';
import type { RequestId } from './inbox-item.ts';
import type { LoginPlace } from './login-place.ts';

/**
 * Looks where a waiting request's login is. A foreign page that shows it is phishing: that is reported at once, before a
 * person can answer anywhere else, and ends the request.
 * @returns null where there is nothing to look for: another kind of request, one that has ended, or a shell that can't look
 * @throws AuthenticatorError as decide.ts, when the report can't be made
 */
export async function locateLogin(core: Core, request: RequestId): Promise<LoginPlace | null> {
  const item = await core.inbox.get(request);
  if (!core.logins || !item || item.ended || item.claims.match !== 'origin') return null;
  const place = await core.logins.find(item.challengeId, item.claims.origins ?? []);
  if (place.kind === 'foreign') {
    await decide(core, {
      deviceId: item.deviceId,
      challengeId: item.challengeId,
      choice: 'report',
      from: 'app',
      foreignOrigin: place.origin,
    });
  }
  return place;
}
