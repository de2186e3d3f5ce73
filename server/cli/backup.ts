import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { checkSqliteFile, dumpDatabase, dumpName, holdsDatabase, restorePostgres } from '../store/backup.ts';
import { openStore } from '../store/store.ts';
import type { Command, Terminal } from './command.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { readCommandConfig, requireOwnData } from './open.ts';
import { relativeTime, time } from './print.ts';

/** `nod backup` and `nod restore`: the keys and the database together, as they belong. */

const MANIFEST = 'backup.json';
const KEYS = 'keys';

const manifestSchema = v.strictObject({
  format: v.literal(1),
  madeAtMs: v.number(),
  origin: v.string(),
  /** Each file with its SHA-256, by its path in the backup. */
  files: v.record(
    v.pipe(v.string(), v.regex(/^(?:keys\/[a-z0-9][a-z0-9.-]{0,63}|nod\.sqlite|nod\.pgdump)$/)),
    v.string(),
  ),
});

export const backup: Command = {
  name: 'backup',
  summary: 'Copy keys and database, while Nod runs, into a new folder',
  takes: ['FOLDER'],
  options: {},
  details: [
    'The folder must not exist. It holds the server’s keys: whoever has it can sign in the server’s name. Keep it encrypted,',
    'or apart from what else you back up. PostgreSQL is copied by pg_dump. `nod restore FOLDER` brings it back.',
  ].join('\n'),
  async run(input, terminal) {
    const { config } = readCommandConfig(terminal.environment);
    requireOwnData(config.dataDir);
    const folder = path.resolve(input.operands[0] ?? '');
    if (existsSync(folder))
      throw refusal('exists', `${folder} exists already. Name a folder that doesn’t.`, EXIT.exists);
    const keysFolder = path.join(config.dataDir, KEYS);
    if (!existsSync(keysFolder)) throw refusal('nothing', `There are no keys in ${config.dataDir}.`, EXIT.notFound);
    // Made beside it and renamed at the end: a folder of this name is a whole backup.
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(path.join(unfinished, KEYS), { recursive: true, mode: 0o700 });
    try {
      const dump = dumpName(config);
      writePrivate(path.join(unfinished, dump), '');
      await dumpDatabase(config, path.join(unfinished, dump));
      // After the database: keys of later know all that it names, and a rotation in between doesn't leave it without.
      const names = readdirSync(keysFolder).filter((name) => /^[a-z0-9][a-z0-9.-]{0,63}$/.test(name));
      for (const name of names) copyPrivate(path.join(keysFolder, name), path.join(unfinished, KEYS, name));
      const files = [...names.map((name) => `${KEYS}/${name}`), dump];
      const manifest: v.InferOutput<typeof manifestSchema> = {
        format: 1,
        madeAtMs: terminal.clock(),
        origin: config.origin,
        files: Object.fromEntries(files.map((file) => [file, hashOf(path.join(unfinished, file))])),
      };
      writePrivate(path.join(unfinished, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
      renameSync(unfinished, folder);
      return {
        json: { folder, files, madeAt: time(manifest.madeAtMs) },
        text: [
          `Keys and database are in ${folder}.`,
          'Whoever has it can sign in this server’s name: keep it encrypted. Try it once: `nod restore` on another machine.',
        ].join('\n'),
      };
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      throw error;
    }
  },
};

export const restore: Command = {
  name: 'restore',
  summary: 'Bring keys and database back from a backup, where there are none',
  takes: ['FOLDER'],
  options: {
    'other-origin': { kind: 'flag', help: 'also a backup of a server with another NOD_ORIGIN: no phone will know it' },
  },
  details: [
    'Nod must not run. Nothing is written over: the data directory (or the PostgreSQL database) has to be empty.',
    'What happened after the backup is forgotten: devices that were removed since are back, and codes that were used since can',
    'be used again. The answer says how old it is, and what to look at.',
  ].join('\n'),
  async run(input, terminal) {
    const { config } = readCommandConfig(terminal.environment);
    requireOwnData(config.dataDir);
    const folder = path.resolve(input.operands[0] ?? '');
    const manifest = readManifest(folder);
    const dump = dumpName(config);
    if (!(dump in manifest.files)) {
      const other =
        config.databaseUrl === undefined ? 'PostgreSQL: set NOD_DATABASE_URL' : 'SQLite: unset NOD_DATABASE_URL';
      throw refusal('other_database', `This backup is of a ${other}.`, EXIT.config);
    }
    if (manifest.origin !== config.origin && !input.flag('other-origin')) {
      throw refusal(
        'other_origin',
        `This backup is of ${manifest.origin}, and NOD_ORIGIN is ${config.origin}: phones know the first one only. If you mean it: --other-origin`,
        EXIT.config,
      );
    }
    if (existsSync(path.join(config.dataDir, KEYS)) || (await holdsDatabase(config))) {
      throw refusal(
        'exists',
        'There are keys or a database already. Move them away first: nothing is written over.',
        EXIT.exists,
      );
    }
    // Made beside it and moved at the end: a restore that fails on its way leaves nothing that a server would start with.
    const unfinished = path.join(config.dataDir, 'restore.unfinished');
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(path.join(unfinished, KEYS), { recursive: true, mode: 0o700 });
    try {
      for (const file of Object.keys(manifest.files).filter((name) => name !== dump)) {
        copyPrivate(path.join(folder, file), path.join(unfinished, file));
      }
      const from = path.join(folder, dump);
      if (config.databaseUrl === undefined) {
        checkSqliteFile(from);
        copyPrivate(from, path.join(unfinished, dump));
      } else await restorePostgres(config.databaseUrl, from);
      await endWhatWaited({ databaseUrl: config.databaseUrl, dataDir: unfinished }, terminal);
      if (config.databaseUrl === undefined) renameSync(path.join(unfinished, dump), path.join(config.dataDir, dump));
      renameSync(path.join(unfinished, KEYS), path.join(config.dataDir, KEYS));
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
    const madeAt = relativeTime(manifest.madeAtMs, terminal.clock());
    return {
      json: { dataDir: config.dataDir, madeAt: time(manifest.madeAtMs), origin: manifest.origin },
      text: [
        `Restored, as it was ${madeAt}. Start Nod.`,
        'What was done since is forgotten. Look through it before people sign in:',
        '  devices that were removed since then are active again: nod trust USER, nod device remove USER DEVICE',
        '  users who were locked since then are not: nod user lock USER',
        '  recovery codes that were used since then can be used again: their users make new ones under Account',
        '  application keys that were rotated since then are the old ones: nod app rotate-key APP --overlap 0',
        '  devices that were paired since then are unknown: nod enroll USER --without-vouching --reason TEXT',
      ].join('\n'),
    };
  },
};

/** Codes, tickets and sessions of the moment of the backup belong to nobody any more; whoever made them makes new ones. */
async function endWhatWaited(config: { databaseUrl?: string | undefined; dataDir: string }, { clock }: Terminal) {
  const store = await openStore({ databaseUrl: config.databaseUrl, dataDir: config.dataDir });
  try {
    await store.transaction(async (trx) => {
      await trx.updateTable('enrollments').set({ state: 'closed' }).where('state', 'in', ['open', 'claimed']).execute();
      await trx.deleteFrom('account_sessions').execute();
      await trx.updateTable('bypass_codes').set({ expires_at_ms: clock() }).where('used_at_ms', 'is', null).execute();
    });
  } finally {
    await store.close();
  }
}

/** @throws CommandFailure for what isn't a whole backup: a file that is missing, or is another than was written */
function readManifest(folder: string): v.InferOutput<typeof manifestSchema> {
  const file = path.join(folder, MANIFEST);
  if (!existsSync(file))
    throw refusal('no_backup', `${folder} is no backup of Nod’s: there is no ${MANIFEST}.`, EXIT.notFound);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), manifestSchema), readFileSync(file, 'utf8'));
  if (!parsed.success) throw refusal('no_backup', `${file} can’t be read. Is it of a newer release?`, EXIT.failed);
  for (const [name, hash] of Object.entries(parsed.output.files)) {
    const found = path.join(folder, name);
    if (!existsSync(found) || hashOf(found) !== hash) {
      throw refusal(
        'damaged',
        `${found} is missing or damaged. Take another backup; nothing was changed.`,
        EXIT.failed,
      );
    }
  }
  return parsed.output;
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('base64url');
}

/** Readable by nobody else from its first byte on. */
function writePrivate(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
}

function copyPrivate(from: string, to: string): void {
  writePrivate(to, '');
  copyFileSync(from, to);
  chmodSync(to, 0o600);
}

function refusal(code: string, message: string, exitCode: number): CommandFailure {
  return new CommandFailure(exitCode, code, message);
}
