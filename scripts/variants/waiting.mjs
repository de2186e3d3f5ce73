const denied = 'server/devices/recovery-delay-denied.test.ts';
const delay = 'server/devices/recovery-delay.test.ts';

/** A new device that waits to be let in without a yes (NOD_RECOVERY_DELAY). */
export const WAITING = [
  {
    name: 'waiting: without a device that could say no',
    file: 'server/devices/recovery-delay-sweep.ts',
    old: "if (await refusalOf(trx, { userId, applicationId, letsIn }, 'required')) return;",
    weaker: "await refusalOf(trx, { userId, applicationId, letsIn }, 'required');",
    tests: [delay],
    named: 'without a device that could say no',
  },
  {
    name: 'waiting: let in although it was turned off',
    file: 'server/devices/recovery-delay-sweep.ts',
    old: 'if (endMs === null || !isOn) return null;',
    weaker: 'if (endMs === null) return null;',
    tests: [delay],
    named: 'turned off meanwhile',
  },
  {
    name: 'waiting: the device that waits sees its own notice',
    file: 'server/devices/recovery-delay.ts',
    old: "if (device?.state !== 'active') return requireActive(device ?? { state: 'revoked' });",
    weaker: "if (!device) return requireActive({ state: 'revoked' });",
    tests: [delay],
    named: 'never the one that waits',
  },
  {
    name: 'waiting: begun again within the week',
    file: 'server/devices/recovery-delay.ts',
    old: 'if (atMs < untilMs) throw refused(',
    weaker: 'if (atMs < untilMs - 8e9) throw refused(',
    tests: [denied],
    named: 'for a week none may begin',
  },
  {
    name: 'waiting: no day between the reminder and the end',
    file: 'server/devices/wait.ts',
    old: 'return Math.max(seenAtMs + delayMs, (wait.wait_reminded_at_ms ?? 0) + REMINDER_MS);',
    weaker: 'return seenAtMs + delayMs;',
    tests: [delay],
    named: 'after a stop of the server',
  },
  {
    name: 'waiting: in a move',
    file: 'server/devices/wait.ts',
    old: 'ticket.moves_device_id === null',
    weaker: 'true',
    tests: [delay],
    named: 'only what an application brought',
  },
  {
    name: 'waiting: a no bars nothing',
    file: 'server/devices/turn-away.ts',
    old: 'await barWaiting(trx, userId, atMs + NO_WAIT_MS);',
    weaker: '',
    tests: [denied],
    named: 'for a week none may begin',
  },
  {
    name: 'waiting: any hours',
    file: 'server/settings/config.ts',
    old: 'if (hours >= least && hours <= most) return hours;',
    weaker: 'if (hours <= most) return hours;',
    tests: ['server/settings/config.test.ts'],
    named: '',
  },
  {
    name: 'waiting: a notice counts as seen when it comes',
    file: 'shared/authenticator/waiting.ts',
    old: "what !== 'device.waits' || undo !== 'possible' || ",
    weaker: "what !== 'device.waits' || ",
    tests: ['shared/authenticator/waiting.test.ts'],
    named: '\\bA6\\.3\\.7\\b',
  },
];
