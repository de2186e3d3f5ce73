import type { Command } from './command.ts';

export const serve: Command = {
  name: 'serve',
  summary: 'Run the server; the variables NOD_… configure it',
  takes: [],
  options: {},
  details: [
    'It needs NOD_ORIGIN (https://…) and NOD_VAPID_SUBJECT (mailto:you@…); README.md, "In production", has them all.',
    'SIGTERM and Ctrl-C stop it cleanly. Like other daemons it ends with 78 when its configuration is wrong, and with 69',
    'when what it needs is not available.',
  ].join('\n'),
  async run() {
    // It reads the environment, and ends the process itself.
    await import('../main.ts');
    return new Promise<never>(() => undefined);
  },
};
