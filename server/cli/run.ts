import packageJson from '../../package.json' with { type: 'json' };
import { hookCommand } from './agents/hook.ts';
import { mcpCommand } from './agents/mcp.ts';
import { appCreate, appList, appPolicy, appRotateKey } from './app.ts';
import { readArguments } from './arguments.ts';
import { askCommand } from './ask.ts';
import { backup, restore } from './backup.ts';
import { bypassCommand } from './bypass.ts';
import { asCalled } from './called-as.ts';
import { type Command, commandHelp, generalHelp, groupHelp, type Terminal } from './command.ts';
import { deviceList, deviceRemove, deviceResume, deviceSuspend } from './devices.ts';
import { doctor } from './doctor.ts';
import { events } from './events.ts';
import { EXIT, toCommandFailure, usageFailure } from './failure.ts';
import { keysList, keysRetire, keysRotateSigning, keysRotateVapid } from './keys.ts';
import { appMove, realmCreate, realmList, realmRename } from './realms.ts';
import { receiptVerify } from './receipt.ts';
import { trust } from './trust.ts';
import { userUnblock } from './unblock.ts';
import { userDelete, userLock, userRename, userUnlock } from './user-life.ts';
import { devices, enroll, revoke, userCreate, userShow } from './users.ts';
import { webhookAdd, webhookList, webhookRemove } from './webhooks.ts';

const serve: Command = {
  name: 'serve',
  summary: 'Run the server; the variables NOD_… configure it',
  takes: [],
  options: {},
  details: [
    'It needs NOD_ORIGIN (https://…) and NOD_VAPID_SUBJECT (mailto:you@…); docs/operations.md has them all.',
    'SIGTERM and Ctrl-C stop it cleanly. Like other daemons it ends with 78 when its configuration is wrong, and with 69',
    'when what it needs is not available.',
  ].join('\n'),
  async run() {
    // It reads the environment, and ends the process itself.
    await import('../main.ts');
    return new Promise<never>(() => undefined);
  },
};

const COMMANDS: readonly Command[] = [
  serve,
  appCreate,
  appList,
  appPolicy,
  appRotateKey,
  appMove,
  realmCreate,
  realmList,
  realmRename,
  userCreate,
  userShow,
  userUnblock,
  userLock,
  userUnlock,
  userRename,
  userDelete,
  bypassCommand,
  enroll,
  devices,
  trust,
  revoke,
  deviceList,
  deviceSuspend,
  deviceResume,
  deviceRemove,
  events,
  keysList,
  keysRotateSigning,
  keysRotateVapid,
  keysRetire,
  webhookAdd,
  webhookList,
  webhookRemove,
  backup,
  restore,
  doctor,
  askCommand,
  hookCommand,
  mcpCommand,
  receiptVerify,
];

/**
 * Runs one command line.
 * @param argv without the program's own name
 * @returns the exit code (EXIT in failure.ts)
 */
export async function run(argv: readonly string[], world: Omit<Terminal, 'note'>): Promise<number> {
  const json = argv.includes('--json');
  const calledAs = world.environment.NOD_CALLED_AS;
  const err = (text: string) => world.err(asCalled(text, calledAs));
  const terminal: Terminal = {
    ...world,
    // JSON holds data, which stays as it is.
    out: (text) => world.out(json ? text : asCalled(text, calledAs)),
    err,
    note: json ? () => undefined : err,
  };
  if (argv.length === 1 && argv[0] === '--version') {
    terminal.out(`${packageJson.version}\n`);
    return EXIT.ok;
  }
  const found = findCommand(argv);
  try {
    if (found === undefined) {
      const words = argv.filter((word) => !word.startsWith('-') && word !== 'help');
      const group = COMMANDS.filter(({ name }) => words.length === 1 && name.startsWith(`${words[0]} `));
      if (words.length > 0 && group.length === 0) throw usageFailure(`There is no command "${words.join(' ')}".`);
      terminal.out(`${words[0] === undefined ? generalHelp(COMMANDS) : groupHelp(words[0], group)}\n`);
      return argv.some((word) => HELP.has(word)) ? EXIT.ok : EXIT.usage;
    }
    const { command, rest } = found;
    const input = readArguments(command, rest);
    if (input.help) {
      terminal.out(`${commandHelp(command)}\n`);
      return EXIT.ok;
    }
    const answer = await command.run(input, terminal);
    terminal.out(json ? `${JSON.stringify(answer.json)}\n` : `${answer.text}\n`);
    return answer.exitCode ?? EXIT.ok;
  } catch (error) {
    const { exitCode: usual, code, message } = toCommandFailure(error);
    const exitCode = found?.command.exitOf?.(usual) ?? usual;
    terminal.err(json ? `${JSON.stringify({ error: { code, message } })}\n` : `nod: ${message}\n`);
    if (usual === EXIT.usage && !json)
      terminal.err('`nod --help` lists the commands, `nod COMMAND --help` its options.\n');
    return exitCode;
  }
}

const HELP: ReadonlySet<string> = new Set(['help', '--help', '-h']);

/** The command that the line begins with; `help`, `--json` and the like may stand before it. */
function findCommand(argv: readonly string[]): { command: Command; rest: string[] } | undefined {
  const helped = argv.findIndex((word) => !word.startsWith('-'));
  if (argv[helped] === 'help') return findCommand([...argv.toSpliced(helped, 1), '--help']);
  const first = argv.findIndex((word) => !word.startsWith('-'));
  if (first === -1) return undefined;
  for (const command of COMMANDS) {
    const words = command.name.split(' ');
    if (words.every((word, index) => argv[first + index] === word)) {
      return { command, rest: [...argv.slice(0, first), ...argv.slice(first + words.length)] };
    }
  }
  return undefined;
}
