import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { assets } from './assets.ts';
import { loginStep } from './login.ts';
import { landingPage } from './pages/landing-page.ts';
import { troublePage } from './pages/trouble-page.ts';
import { pairingStep } from './pairing.ts';
import { passwordStep } from './password.ts';
import { restrictedPages } from './restricted.ts';
import { ownAddress, sameSite } from './same-site.ts';
import { languageOf } from './session.ts';
import { signupStep } from './signup.ts';
import type { App, DemoEnv, Site } from './site.ts';
import { wordsIn } from './words/all.ts';

const MAX_FORM_BYTES = 16 * 1024;

/** Harbour Notes: a relying party in four steps, sign up → pair → sign in → notes. */
export function createDemoApp(site: Site): App {
  const app: App = new Hono<DemoEnv>();
  const { origin } = site.config;

  app.get('/healthz', (c) => c.text('ok'));
  app.use(ownAddress(origin));
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
      },
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      strictTransportSecurity: origin.startsWith('https:') ? 'max-age=31536000' : false,
    }),
  );
  app.route('/assets', assets());

  app.use(bodyLimit({ maxSize: MAX_FORM_BYTES, onError: (c) => c.text('That is too much for this form.', 413) }));
  app.use(async (c, next) => {
    await next();
    // Codes and notes belong to one person at one time; no cache may keep them, the back button's disk cache included.
    c.header('Cache-Control', 'no-store');
  });
  app.use(site.sessions.middleware);
  app.use(sameSite(origin));

  app.get('/', (c) =>
    c.get('session').stage === 'in' ? c.redirect('/notes', 303) : c.html(landingPage(c.get('session'))),
  );
  signupStep(app, site);
  pairingStep(app, site);
  passwordStep(app, site);
  loginStep(app, site);
  restrictedPages(app, site);

  app.notFound((c) =>
    c.html(
      troublePage(c.get('session'), languageOf(c), {
        ...wordsIn(languageOf(c)).trouble.noPage,
        next: { href: '/', label: wordsIn(languageOf(c)).trouble.start },
      }),
      404,
    ),
  );
  app.onError((error, c) => {
    site.log('a page failed:', error);
    return c.html(
      troublePage(undefined, languageOf(c), {
        ...wordsIn(languageOf(c)).trouble.failed,
        next: { href: '/', label: wordsIn(languageOf(c)).trouble.start },
      }),
      500,
    );
  });
  return app;
}
