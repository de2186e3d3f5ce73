import { beforeEach, describe, expect, test } from 'vitest';
import { ORIGIN, openSite, PASSWORD, to } from './testing/visitor.ts';

let site: Awaited<ReturnType<typeof openSite>>;
beforeEach(async () => {
  site = await openSite();
});

describe('requests from other sites', () => {
  test.each([
    ['another origin', { Origin: 'https://evil.example' }],
    ['a sandboxed page', { Origin: 'null' }],
    ['another port', { Origin: 'http://localhost:4400' }],
    ['no Origin and no Sec-Fetch-Site', {}],
    ['no Origin and a cross-site Sec-Fetch-Site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['no Origin and a same-site Sec-Fetch-Site', { 'Sec-Fetch-Site': 'same-site' }],
  ])('%s: refused, with the right token too', async (_, headers) => {
    const visitor = site.visitor();
    await visitor.open('/signup');
    const answer = await visitor.submit('/signup', { username: 'alice', password: PASSWORD }, headers);
    expect(answer.status).toBe(403);
    expect(site.accounts.byUsername('alice')).toBeUndefined();
  });

  test.each([
    ['none', ''],
    ["another session's", undefined],
  ])('token: %s is refused', async (_, csrf) => {
    const other = site.visitor();
    await other.open('/signup');
    const visitor = site.visitor();
    await visitor.open('/signup');
    const answer = await visitor.submit('/signup', { username: 'alice', password: PASSWORD, csrf: csrf ?? other.csrf });
    expect(answer.status).toBe(403);
  });

  test('every form that changes something is guarded', async () => {
    const posts = site.app.routes.filter(({ method }) => method === 'POST').map(({ path }) => path);
    expect(posts.length).toBeGreaterThan(8);
    for (const path of posts) {
      const visitor = site.visitor();
      await visitor.open('/login');
      expect([path, (await visitor.submit(path, {}, { Origin: 'https://evil.example' })).status]).toEqual([path, 403]);
    }
  });

  test('a visitor who comes by another host name is sent to the site’s own address', async () => {
    const answer = await site.app.request('http://127.0.0.1:4401/login?next=/notes');
    expect(answer.headers.get('Location')).toBe(`${ORIGIN}/login`);
    const post = await site.app.request('http://evil.example:4401/login', { method: 'POST' });
    expect(post.status).toBe(421);
  });
});

describe('what people type', () => {
  test('a display name is text, wherever it appears', async () => {
    const visitor = site.visitor();
    const name = `<img src=x onerror=alert(1)>"'`;
    await visitor.signUp('alice', { displayName: name });
    site.nod.addDevice('alice', '<script>alert(2)</script>');
    const { text } = await visitor.open('/pair');
    expect(text).not.toContain('<img src=x');
    const again = site.visitor();
    await again.enterPassword('alice');
    site.nod.settle(site.nod.newest().id, 'approved', '<script>alert(3)</script>');
    await again.open('/login/wait');
    await again.submit('/login/finish');
    await again.open('/notes');
    await again.submit('/notes', { text: '</li><script>alert(4)</script>' });
    const pages = [(await again.open('/notes')).text, (await again.open('/devices')).text].join();
    expect(pages).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;');
    expect(pages).toContain('&lt;script&gt;alert(2)');
    expect(pages).toContain('&lt;script&gt;alert(3)');
    expect(pages).toContain('&lt;script&gt;alert(4)');
    expect(pages).not.toMatch(/<script>|<img src=x/);
  });

  test('a username typed back is text', async () => {
    const answer = await site.visitor().signUp('"><script>alert(1)</script>');
    expect(answer.status).toBe(422);
    expect(await answer.text()).not.toContain('<script>alert');
  });

  test.each([
    ['short', { password: 'seven' }, 'at least 8'],
    ['holding the name', { username: 'heron', password: 'my heron flies' }, 'without your name in it'],
    ['too long', { password: 'x'.repeat(201) }, 'at most 200'],
  ])('a password %s is refused with what to do', async (_, fields, words) => {
    const visitor = site.visitor();
    const answer = await visitor.signUp('alice', fields);
    expect(answer.status).toBe(422);
    const text = await answer.text();
    expect(text).toContain(words);
    expect(text).not.toContain(fields.password);
  });

  test.each(['', 'al', 'álice', 'alice smith', '../alice', 'a'.repeat(33), 'alice\u202e'])(
    'the name %j is refused',
    async (username) => {
      expect((await site.visitor().signUp(username)).status).toBe(422);
    },
  );

  test('names differ by more than case', async () => {
    expect(to(await site.visitor().signUp('Alice'))).toBe('/pair');
    expect((await site.visitor().signUp('aLICE')).status).toBe(422);
  });

  test('a form that is too large is refused', async () => {
    const visitor = site.visitor();
    await visitor.open('/signup');
    expect((await visitor.submit('/signup', { displayName: 'x'.repeat(20_000) })).status).toBe(413);
  });

  test('fields that are sent twice or as files do not break a form', async () => {
    const visitor = site.visitor();
    await visitor.open('/signup');
    const form = new FormData();
    form.set('csrf', visitor.csrf);
    form.set('username', new File(['alice'], 'alice'));
    const answer = await visitor.request('/signup', { method: 'POST', headers: { Origin: ORIGIN }, body: form });
    expect(answer.status).toBe(422);
  });
});

describe('headers', () => {
  test('nothing inline, nothing foreign, no frames, nothing cached', async () => {
    const { response, text } = await site.visitor().open('/login');
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(text).not.toMatch(/ style=| on[a-z]+="|<style|<script>/);
  });

  test('files are served by name from a list', async () => {
    expect((await site.app.request(`${ORIGIN}/assets/style.css`)).status).toBe(200);
    for (const name of ['..%2fdemo%2fmain.ts', 'main.ts', '__proto__', 'constructor', '%00']) {
      expect((await site.app.request(`${ORIGIN}/assets/${name}`)).status).toBe(404);
    }
  });
});
