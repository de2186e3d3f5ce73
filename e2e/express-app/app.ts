import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import express, { type Request, type Response } from 'express';
import { awaitApproval } from '../../shared/sdk/await-approval.ts';
import { createNodClient } from '../../shared/sdk/client.ts';
import { isNodError } from '../../shared/sdk/errors.ts';
import { loginEvents } from '../../shared/sdk/login-events.ts';
import { createReceiptVerifier } from '../../shared/sdk/receipt.ts';
import { builtDir } from '../kit/built.ts';

/** What a session may do: nothing, wait for its login's answer, or everything. */
interface Session {
  name?: string;
  login?: { id: string; code: string; qr: string };
  isIn?: boolean;
}

export interface Shop {
  readonly origin: string;
  stop(): Promise<void>;
}

/**
 * Toy Shop: a small site on Express, as somebody writes it who has read docs/tutorial.md and nothing of this repository. It
 * has no passwords: whoever knows a name begins a login, and the phone alone lets in.
 */
export async function startShop(options: {
  origin: string;
  nodOrigin: string;
  applicationId: string;
  apiKey: string;
  now?: () => number;
}): Promise<Shop> {
  const { origin, nodOrigin, applicationId, apiKey, now = Date.now } = options;
  const client = createNodClient({ origin: nodOrigin, apiKey });
  const receipts = createReceiptVerifier({ origin: nodOrigin, applicationId, now });
  /** Nod's ids of those who have signed up, by name: a receipt has to name the right one. */
  const accounts = new Map<string, string>();
  const sessions = new Map<string, Session>();
  const stopping = new AbortController();

  const app = express();
  app.use(express.urlencoded({ extended: false }));
  // Looked for when a browser asks: who drives the shop without one needs no build.
  app.use('/scripts', (...call) => express.static(builtDir('demo'))(...call));
  // Another site's form is no click of this person's.
  app.post('/{*path}', (request, response, next) => {
    if (request.get('Origin') === origin) next();
    else response.status(403).send(page('No', 'That came from another site.'));
  });

  app.get('/', (request, response) => {
    const { isIn, name = '' } = sessionOf(request, response);
    response.send(isIn ? page(`Hello ${name}`, '') : page('Toy Shop', FORM('signup') + FORM('login')));
  });

  app.post('/signup', async (request, response) => {
    const name = nameIn(request);
    if (accounts.has(name)) return void response.status(409).send(page('That name is taken', ''));
    const { code, user } = await client.createEnrollment({ user: { username: name } });
    accounts.set(name, user.id);
    response.send(page('Pair your phone', `<p>Type this in Nod: <output>${code}</output></p>${FORM('login')}`));
  });

  app.post('/login', async (request, response) => {
    const name = nameIn(request);
    const context = { ip: request.ip ?? '', origin, userAgent: (request.get('User-Agent') ?? '').slice(0, 1000) };
    try {
      const { id, code = '', qr = '' } = await client.createChallenge({ user: name, context });
      Object.assign(sessionOf(request, response), { name, login: { id, code, qr }, isIn: false });
      response.redirect(303, '/wait');
    } catch (error) {
      if (!isNodError(error)) throw error;
      response.status(409).send(page('Nobody can be asked', `<p>${error.code}</p>`));
    }
  });

  app.get('/wait', (request, response) => {
    const { login } = sessionOf(request, response);
    if (!login) return void response.redirect(303, '/');
    response.send(
      page(
        'Answer on your phone',
        `<nod-login src="/events" code="${login.code}" qr="${login.qr}"></nod-login>
        <form method="post" action="/finish" id="finish"></form>
        <script type="module" src="/scripts/waiting.js"></script>`,
        `<meta name="nod-challenge" content="${login.id}">`,
      ),
    );
  });

  app.get('/events', async (request, response) => {
    const { login } = sessionOf(request, response);
    if (!login) return void response.sendStatus(204);
    const left = new AbortController();
    response.on('close', () => left.abort());
    const signal = AbortSignal.any([left.signal, stopping.signal]);
    const events = loginEvents({ client, challengeId: login.id, now, signal });
    response.writeHead(200, Object.fromEntries(events.headers));
    if (events.body) Readable.fromWeb(events.body as never).pipe(response);
  });

  app.post('/finish', async (request, response) => {
    const session = sessionOf(request, response);
    const { login, name = '' } = session;
    if (!login) return void response.redirect(303, '/');
    try {
      await awaitApproval({ client, receipts, challengeId: login.id, userId: accounts.get(name) ?? '', match: 'code' });
      session.isIn = true;
    } catch (error) {
      if (!isNodError(error)) throw error;
    }
    delete session.login;
    response.redirect(303, '/');
  });

  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(Number(new URL(origin).port), '127.0.0.1', resolve));
  return {
    origin,
    stop: () =>
      new Promise((resolve) => {
        stopping.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  function sessionOf(request: Request, response: Response): Session {
    const [, id = ''] = /\bshop=([\w-]{43})/.exec(request.get('Cookie') ?? '') ?? [];
    const known = sessions.get(id);
    if (known) return known;
    const session: Session = {};
    const fresh = randomBytes(32).toString('base64url');
    sessions.set(fresh, session);
    response.cookie('shop', fresh, { httpOnly: true, sameSite: 'lax' });
    return session;
  }
}

/** Letters only, so that it can stand in a page as it is. */
const nameIn = (request: Request): string => /^[a-z0-9-]{1,30}$/.exec(String(request.body?.name))?.[0] ?? 'nobody';

const FORM = (what: 'signup' | 'login') =>
  `<form method="post" action="/${what}"><label>Name to ${what} <input name="name"></label><button>${what}</button></form>`;

const page = (title: string, content: string, head = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body><h1>${title}</h1>${content}</body></html>`;
