import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { changePassword } from './change-password.ts';
import { devicesPage } from './pages/devices-page.ts';
import { type Approval, type Note, notesPage } from './pages/notes-page.ts';
import { troublePage } from './pages/trouble-page.ts';
import { text } from './signup.ts';
import type { App, DemoEnv, Site } from './site.ts';
import { troubleWith } from './trouble.ts';
import { wordsIn } from './words/all.ts';

/** The pages that a login may lead to. A list, not a pattern: `//evil.example` or `/\evil.example` never match. */
const DESTINATIONS = ['/notes', '/devices', '/password'];

/** @returns where a login leads: always one of this site's own paths, whatever was asked for (open redirects) */
export function safePath(asked: string | undefined): string {
  return DESTINATIONS.find((path) => path === asked) ?? '/notes';
}

const noteSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2_000));

/** Step 4: the pages that need a sign-in. */
export function restrictedPages(app: App, site: Site): void {
  const { db, now } = site;
  const list = db.prepare('select * from notes where user_id = ? order by id desc limit 100');
  const add = db.prepare('insert into notes (user_id, text, created_at_ms) values (?, ?, ?)');
  const remove = db.prepare('delete from notes where id = ? and user_id = ?');

  const signedIn = createMiddleware<DemoEnv>(async (c, next) => {
    const session = c.get('session');
    const account = session.stage === 'in' ? site.accounts.byId(session.userId) : undefined;
    if (!account) return c.redirect(`/login?next=${safePath(c.req.path)}`, 303);
    c.set('account', account);
    return next();
  });
  for (const path of ['/notes', '/notes/*', '/devices', '/devices/*', '/password']) app.use(path, signedIn);
  changePassword(app, site);

  app.get('/notes', (c) => {
    const session = c.get('session');
    const notes = list.all(c.get('account').id) as Note[];
    const approval = session.approval ? (JSON.parse(session.approval) as Approval) : undefined;
    return c.html(notesPage(session, { account: c.get('account'), notes, approval, nowMs: now() }));
  });

  app.post('/notes', async (c) => {
    const note = v.safeParse(noteSchema, text((await c.req.parseBody()).text));
    if (note.success) add.run(c.get('account').id, note.output, now());
    return c.redirect('/notes', 303);
  });

  app.post('/notes/remove', async (c) => {
    const id = Number(text((await c.req.parseBody()).id));
    if (Number.isSafeInteger(id)) remove.run(id, c.get('account').id);
    return c.redirect('/notes', 303);
  });

  app.get('/devices', async (c) => {
    try {
      const devices = await site.nod.listDevices(c.get('account').username);
      return c.html(devicesPage(c.get('session'), { account: c.get('account'), devices }));
    } catch (error) {
      site.log('listing devices failed:', error);
      const session = c.get('session');
      const words = wordsIn(session.language);
      const { noList, toNotes } = words.trouble;
      const next = { href: '/notes', label: toNotes };
      const trouble = { ...troubleWith(undefined, words), text: noList, next };
      return c.html(troublePage(session, session.language, trouble), trouble.status);
    }
  });

  app.post('/devices/remove', async (c) => {
    const id = text((await c.req.parseBody()).id);
    // Nod refuses a device of another user. A device that is gone already is as good as removed.
    // Also the last one: whoever does this is signed in, and loses the second factor knowingly.
    await site.nod.revokeDevice(c.get('account').username, id, { evenIfLast: true }).catch((error: unknown) => {
      site.log('removing a device failed:', error);
    });
    return c.redirect('/devices', 303);
  });

  app.post('/logout', (c) => {
    site.sessions.replace(c, 'visitor', null);
    return c.redirect('/', 303);
  });
}
