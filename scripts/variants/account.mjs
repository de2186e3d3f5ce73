const session = 'server/recovery/account-session.test.ts';
const devices = 'server/devices/account-page.test.ts';
const door = 'server/doors/account/account-door.test.ts';
const guard = 'server/doors/account/form-guard.ts';

/** The account page, of somebody without a device. */
export const ACCOUNT = [
  {
    name: 'account: a session without an end',
    file: 'server/recovery/account-session.ts',
    old: "    .where('expires_at_ms', '>', nowMs)\n",
    weaker: '',
    tests: [session],
    named: 'a session ends after 15 minutes',
  },
  {
    name: 'account: a session goes on for a locked user',
    file: 'server/recovery/account-session.ts',
    old: "    .where('locked_at_ms', 'is', null);\n}",
    weaker: '}',
    tests: [session],
    named: 'when the user is locked',
  },
  {
    name: 'account: one code, two sessions side by side',
    file: 'server/recovery/account-session.ts',
    old: "is.or([is('user_id', '=', userId), is('expires_at_ms', '<=', atMs)])",
    weaker: "is('expires_at_ms', '<=', atMs)",
    tests: [session],
    named: 'when another one is opened',
  },
  {
    name: 'account: new codes leave open what the old ones opened',
    file: 'server/recovery/recovery-codes.ts',
    old: '    if (byDeviceId !== null) await endWhatCodesOpened(trx, userId);\n',
    weaker: '',
    tests: [session],
    named: 'new codes made on a device end',
  },
  {
    name: 'account: the lost phone may object',
    file: 'server/devices/account-page.ts',
    old: "why: 'list', confirmed: true })))",
    weaker: "why: 'list', confirmed: false })))",
    tests: [devices],
    named: 'without an objection',
  },
  {
    name: 'account: acts although the session is over',
    file: 'server/devices/account-page.ts',
    old: '    await requireOpen(trx);\n',
    weaker: '',
    tests: [devices],
    named: 'once the session is over',
  },
  {
    name: 'account: the cookie alone is enough',
    file: 'server/doors/account/account-door.ts',
    old: "  if (!isFormToken(services.keys.secret, session, form.form ?? '')) return refused(words.problem.form);\n",
    weaker: '',
    tests: [door],
    named: 'the cookie alone does nothing',
  },
  {
    name: 'account: forms of other sites',
    file: guard,
    old: "  return site === 'same-origin' && (from",
    weaker: "  return site !== '' && (from",
    tests: [door],
    named: 'is refused, with the cookie and the right token',
  },
  {
    name: 'account: forms of browsers that don’t say from where',
    file: guard,
    old: 'if (site === null) return from === origin;',
    weaker: 'if (site === null) return true;',
    tests: [door],
    named: 'has to tell ours',
  },
  {
    name: 'account: a neighbour’s cookie beside one’s own',
    file: guard,
    old: 'return another === undefined && token',
    weaker: 'return token',
    tests: [door],
    named: 'the cookie alone does nothing',
  },
  {
    name: 'account: tries without a limit',
    file: 'server/doors/account/account-door.ts',
    old: '  services.limits.recovery.take(ip);\n  const { realm',
    weaker: '  const { realm',
    tests: [door],
    named: 'limited per address',
  },
  {
    name: 'account: the name of a locked user is known',
    file: 'server/doors/account/account-door.ts',
    old: "typed, notice: 'wrong' }), 403)",
    weaker: "typed, notice: 'wrong' }), user === undefined ? 404 : 403)",
    tests: [door],
    named: 'whatever is wrong, the answer is the same',
  },
];
