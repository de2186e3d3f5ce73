import { setTimeout } from 'node:timers/promises';
import { encodeEvent, eventResponse } from '../shared/sdk/event-stream.ts';
import type { Device } from '../shared/sdk/rest-api.ts';
import type { Account } from './accounts.ts';
import { askForApproval } from './ask-for-approval.ts';
import { pairingPage } from './pages/pairing-page.ts';
import { startPairing } from './pairing-ticket.ts';
import type { App, DemoContext, Site } from './site.ts';

const LOOK_EVERY_MS = 1_500;

interface Pairing {
  code: string;
  url: string;
  expires_at_ms: number;
  earlier_devices: string;
}

/**
 * How far the pairing is: nothing yet · Nod checks that notifications arrive · an earlier device is asked · done · it said no ·
 * the code ran out.
 */
type PairingProgress = 'waiting' | 'checking' | 'asking' | 'paired' | 'refused' | 'over';
const ENDS: readonly PairingProgress[] = ['paired', 'refused', 'over'];

/**
 * Step 2, trusted registration: a ticket to add a device is made only for a person whom this site knows already. A new
 * account may pair its first device; a further one takes a full sign-in, so that a stolen password adds none.
 */
export function pairingStep(app: App, site: Site): void {
  const find = site.db.prepare('select * from pairings where session_id_hash = ?');
  const remove = site.db.prepare('delete from pairings where session_id_hash = ?');

  /** The account to which this session may add a device. */
  const entitled = (c: DemoContext) => {
    const session = c.get('session');
    const account = session.stage === 'visitor' ? undefined : site.accounts.byId(session.userId);
    return account && (session.stage === 'in' || !account.paired) ? account : undefined;
  };
  const current = (c: DemoContext) => find.get(c.get('session').idHash) as Pairing | undefined;

  app.get('/pair', (c) => {
    const account = entitled(c);
    if (!account) return c.redirect('/login', 303);
    const pairing = current(c);
    const remainingMs = pairing ? pairing.expires_at_ms - site.now() : 0;
    const ticket = pairing && remainingMs > 0 ? { code: pairing.code, url: pairing.url, remainingMs } : undefined;
    return c.html(pairingPage(c.get('session'), { account, ticket, nodOrigin: site.config.nodOrigin }));
  });

  app.post('/pair', async (c) => {
    const account = entitled(c);
    return account ? startPairing(c, site, account) : c.redirect('/login', 303);
  });

  app.get('/pair/events', (c) => {
    const account = entitled(c);
    const pairing = current(c);
    if (!account || !pairing) return c.body(null, 204); // Tells an EventSource to stop asking.
    return pairingEvents(site, account, pairing);
  });

  /** The page was told "paired". A new device doesn't show who sits at this browser: signing in takes its answer. */
  app.post('/pair/finish', async (c) => {
    const account = entitled(c);
    const pairing = current(c);
    if (!account || !pairing) return c.redirect('/login', 303);
    const added = newDevice(await site.nod.listDevices(account.username).catch(() => []), pairing);
    if (added?.state !== 'active') return c.redirect('/pair', 303);
    remove.run(c.get('session').idHash);
    site.accounts.markPaired(account.id);
    return c.get('session').stage === 'in' ? c.redirect('/devices', 303) : askForApproval(c, site, account, '/notes');
  });
}

function newDevice(devices: readonly Device[], pairing: Pairing): Device | undefined {
  const earlier = new Set(JSON.parse(pairing.earlier_devices) as string[]);
  const added = devices.filter(({ id }) => !earlier.has(id));
  const inState = (wanted: Device['state']) => added.find(({ state }) => state === wanted);
  return inState('active') ?? inState('pending') ?? inState('revoked');
}

/** A further device is `pending` until one that the person has already says yes to it. */
function progressOf(devices: readonly Device[], added: Device): PairingProgress {
  if (added.state === 'active') return 'paired';
  if (added.state === 'revoked') return 'refused';
  return devices.some(({ id, state }) => id !== added.id && state === 'active') ? 'asking' : 'checking';
}

function pairingEvents(site: Site, account: Account, pairing: Pairing): Response {
  const look = async (signal: AbortSignal): Promise<PairingProgress> => {
    const devices = await site.nod.listDevices(account.username, { signal });
    const added = newDevice(devices, pairing);
    if (added) return progressOf(devices, added);
    return pairing.expires_at_ms <= site.now() ? 'over' : 'waiting';
  };
  return eventResponse({
    retryMs: 2_000,
    signal: site.stopping,
    async relay(send, signal) {
      for (let told: PairingProgress | undefined; !signal.aborted; ) {
        const progress = await look(signal);
        if (progress !== told) send(encodeEvent('pairing', { progress }));
        told = progress;
        if (ENDS.includes(progress)) return;
        await setTimeout(LOOK_EVERY_MS, undefined, { signal });
      }
    },
  });
}
