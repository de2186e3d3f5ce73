const LOGIN = { file: 'shared/sdk/login.ts', tests: ['shared/sdk/login.test.ts'] };
const GUARD = { file: 'shared/sdk/login-guard.ts', tests: ['shared/sdk/login.test.ts'] };
const WEBHOOK = { file: 'shared/sdk/webhook.ts', tests: ['shared/sdk/webhook.test.ts'] };

/** What applications build with the package nod-sdk. */
export const PACKAGES = [
  {
    ...GUARD,
    name: 'sdk: a deed is the same with another text attached',
    old: 'action.title, details, attached])',
    weaker: 'action.title, details])',
  },
  {
    ...LOGIN,
    name: 'sdk: an approval lets in twice',
    old: 'if ((await useOnce(challengeId, untilMs)) !== true) throw nothingWaiting();',
    weaker: 'await useOnce(challengeId, untilMs);',
    named: 'lets in once|lets in one',
  },
  {
    ...LOGIN,
    name: 'sdk: an approval for one purpose counts for another',
    old: 'if (login === undefined || login.purpose !== purpose) throw nothingWaiting();',
    weaker: 'if (login === undefined) throw nothingWaiting();',
    named: 'yes to another',
  },
  {
    ...LOGIN,
    name: 'sdk: an approval of long ago lets in',
    old: 'if (now() >= untilMs) {',
    weaker: 'if (untilMs === 0) {',
    named: 'long ago',
  },
  {
    ...GUARD,
    name: 'sdk: the yes to one amount pays another',
    old: 'action.title, details, attached])}',
    weaker: 'action.title, details.length, attached])}',
    named: 'yes to another',
  },
  {
    ...GUARD,
    name: 'sdk: a form of another site counts',
    old: ': from === origin;',
    weaker: ": from !== 'null';",
    named: 'another site',
  },
  {
    file: 'shared/sdk/hono.ts',
    tests: ['shared/sdk/frameworks.test.ts'],
    name: 'sdk: another site’s form asks for a deed',
    old: 'if (!SAFE_METHODS.has(c.req.method) && !isOwn(c)) return foreign();',
    weaker: '',
    named: 'waits for the yes',
  },
  {
    file: 'shared/sdk/express.ts',
    tests: ['shared/sdk/frameworks.test.ts'],
    name: 'sdk: another site’s form hands in a code',
    old: 'if (!isOwn(req)) return send(res, foreign());',
    weaker: '',
    named: 'own form',
  },
  {
    ...WEBHOOK,
    name: 'webhooks: an old message counts',
    old: 'if (Math.abs(now() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) throw',
    weaker: 'if (now() / 1000 - Number(timestamp) < -TOLERANCE_SECONDS) throw',
    named: 'an old time',
  },
  {
    ...WEBHOOK,
    name: 'webhooks: any message counts',
    old: 'if (!(await isSignedByOneOf(keys, signed, signatures))) throw',
    weaker: 'if (!(await isSignedByOneOf(keys, signed, signatures)) && !signatures) throw',
    named: '.',
  },
  {
    ...WEBHOOK,
    name: 'webhooks: an empty secret is one',
    old: 'if (bytes && bytes.length >= 24) return bytes;',
    weaker: 'if (bytes) return bytes;',
    named: 'is no secret',
  },
  {
    file: 'shared/sdk/better-auth.ts',
    tests: ['shared/sdk/better-auth.test.ts'],
    name: 'better-auth: the password’s own session stays',
    old: `deleteSessionCookie(ctx, true);
  await ctx.context.internalAdapter.deleteSession(token);`,
    weaker: '',
    named: 'no session before',
  },
  {
    file: 'shared/sdk/better-auth.ts',
    tests: ['shared/sdk/better-auth.test.ts'],
    name: 'better-auth: … and stays where the application refuses',
    old: `await endSession(ctx, signedIn.session.token);
              throw error;`,
    weaker: 'throw error;',
    named: 'an application that refuses somebody',
  },
  {
    file: 'shared/sdk/better-auth.ts',
    tests: ['shared/sdk/better-auth.test.ts'],
    name: 'better-auth: an approval makes two sessions',
    old: 'useOnce: async (challengeId) => Boolean(await internalAdapter.consumeVerificationValue(nameOf(challengeId))),',
    weaker:
      'useOnce: async (challengeId) => Boolean(await internalAdapter.findVerificationValue(nameOf(challengeId))),',
    named: 'second use|finish at once',
  },
];
