import { isNodError } from '../shared/sdk/errors.ts';
import type { Account } from './accounts.ts';
import { troublePage } from './pages/trouble-page.ts';
import { mayPairFirstDevice, startPairing } from './pairing-ticket.ts';
import type { DemoContext, Site } from './site.ts';
import { troubleWith } from './trouble.ts';
import { wordsIn } from './words/all.ts';

/** How long a request stays open: enough to find the phone, too short to forget it. NIST allows 10 minutes (N3). */
const LIFE_SECONDS = 120;

/** After the right password: asks the account's devices, then shows the page that waits for the answer (login.ts). */
export async function askForApproval(
  c: DemoContext,
  site: Site,
  account: Account,
  nextPath: string,
): Promise<Response> {
  const session = c.get('session');
  try {
    const challenge = await site.nod.createChallenge({
      user: account.username,
      ttlSeconds: LIFE_SECONDS,
      // What the person sees on the phone: where the attempt comes from.
      context: {
        ip: site.clientIp(c),
        origin: site.config.origin,
        userAgent: (c.req.header('User-Agent') ?? '').slice(0, 1000),
        browserKnown: await site.browsers.knows(c, account),
      },
    });
    site.accounts.markPaired(account.id);
    site.db
      .prepare(
        `insert into logins (session_id_hash, challenge_id, code, qr, next_path) values (?, ?, ?, ?, ?)
         on conflict (session_id_hash) do update set
           challenge_id = excluded.challenge_id, code = excluded.code, qr = excluded.qr, next_path = excluded.next_path`,
      )
      .run(session.idHash, challenge.id, challenge.code ?? '', challenge.qr ?? '', nextPath);
    return c.redirect('/login/wait', 303);
  } catch (error) {
    const noDevice = isNodError(error, 'no_active_device', 'user_unknown');
    if (noDevice && (await mayPairFirstDevice(site, account))) return startPairing(c, site, account);
    const trouble = troubleWith(error, wordsIn(session.language));
    if (trouble.forTheLog) site.log('asking for an approval failed:', error);
    return c.html(troublePage(session, session.language, trouble), trouble.status);
  }
}
