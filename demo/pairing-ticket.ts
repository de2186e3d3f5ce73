import { isNodError } from '../shared/sdk/errors.ts';
import type { Device } from '../shared/sdk/rest-api.ts';
import type { Account } from './accounts.ts';
import { troublePage } from './pages/trouble-page.ts';
import type { DemoContext, Site } from './site.ts';
import { troubleWith } from './trouble.ts';
import { wordsIn } from './words/all.ts';

/** Makes a ticket for this session's account, and goes to the page that shows it (pairing.ts). */
export async function startPairing(c: DemoContext, site: Site, account: Account): Promise<Response> {
  try {
    const { username, displayName } = account;
    const { user, code, url, expiresAtMs } = await site.nod.createEnrollment({
      user: { username, displayName },
      context: { ip: site.clientIp(c) },
    });
    site.accounts.rememberNodUser(account.id, user.id);
    const earlier = (await site.nod.listDevices(username)).filter(({ state }) => state !== 'pending');
    site.db
      .prepare(
        `insert into pairings (session_id_hash, code, url, expires_at_ms, earlier_devices) values (?, ?, ?, ?, ?)
         on conflict (session_id_hash) do update set code = excluded.code, url = excluded.url,
           expires_at_ms = excluded.expires_at_ms, earlier_devices = excluded.earlier_devices`,
      )
      .run(c.get('session').idHash, code, url, expiresAtMs, JSON.stringify(earlier.map(({ id }) => id)));
    return c.redirect('/pair', 303);
  } catch (error) {
    site.log('making a pairing code failed:', error);
    const session = c.get('session');
    const words = wordsIn(session.language);
    const { noCode, goOn } = words.trouble;
    const trouble = { ...troubleWith(undefined, words), text: noCode, next: { href: '/pair', label: goOn } };
    return c.html(troublePage(session, session.language, trouble), trouble.status);
  }
}

/** @returns whether no device was ever paired with this account, as far as this site and Nod know */
export async function mayPairFirstDevice(site: Site, account: Account): Promise<boolean> {
  return !account.paired && (await listedDevices(site, account)).length === 0;
}

/** The account's devices; none where Nod doesn't know the account yet. */
async function listedDevices(site: Site, account: Account): Promise<Device[]> {
  try {
    return await site.nod.listDevices(account.username);
  } catch (error) {
    if (isNodError(error, 'user_unknown')) return [];
    throw error;
  }
}
