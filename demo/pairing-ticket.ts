import { isNodError } from '../shared/sdk/errors.ts';
import type { Device } from '../shared/sdk/rest-api.ts';
import type { Account } from './accounts.ts';
import { troublePage } from './pages/trouble-page.ts';
import type { DemoContext, Site } from './site.ts';
import { troubleWith } from './trouble.ts';

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
    const trouble = {
      ...troubleWith(undefined),
      text: 'Your account is ready, but no pairing code could be made. Wait a little, then go on.',
      next: { href: '/pair', label: 'Go on' },
    };
    return c.html(troublePage(c.get('session'), trouble), trouble.status);
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
