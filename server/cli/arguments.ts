import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Command, CommandInput } from './command.ts';
import { usageFailure } from './failure.ts';

/** Options that every command has. */
const COMMON = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

/**
 * The id of a key, a thumbprint or the first letters of a hash: one in 64 begins with a dash, and is no option for that.
 * No option that somebody could mistype is as long to the letter.
 */
const KEY_WITH_DASH = /^-(?:[A-Za-z0-9_-]{11}|[A-Za-z0-9_-]{42})$/;

/**
 * Reads a command's own arguments. An unknown option, a missing value, and too many or too few operands are errors: a
 * mistyped option must never do something other than it says.
 * @throws CommandFailure usage
 */
export function readArguments(
  command: Command,
  argv: readonly string[],
): CommandInput & { json: boolean; help: boolean } {
  const options: NonNullable<ParseArgsConfig['options']> = { ...COMMON };
  for (const [name, { kind }] of Object.entries(command.options)) {
    options[name] = { type: kind === 'flag' ? 'boolean' : 'string', multiple: kind === 'list' || kind === 'each' };
  }
  const { values, positionals } = parse(command.takes.includes('KEY') ? keysLast(argv) : [...argv], options);
  const help = values.help === true;
  const { takes } = command.takesWith && values[command.takesWith.option] !== undefined ? command.takesWith : command;
  const missing = takes[positionals.length];
  if (!help && missing !== undefined) {
    throw usageFailure(`nod ${command.name} wants ${missing}.`);
  }
  const extra = positionals[takes.length];
  if (!help && extra !== undefined) {
    throw usageFailure(
      `nod ${command.name} takes no more than ${takes.join(' and ') || 'options'}; quote a name with spaces.`,
    );
  }
  const text = (name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    operands: positionals,
    json: values.json === true,
    help,
    flag: (name) => values[name] === true,
    text,
    list(name) {
      const value = values[name];
      if (!Array.isArray(value)) return undefined;
      if (command.options[name]?.kind === 'each') return value.map(String);
      return value
        .flatMap((item) => String(item).split(','))
        .map((item) => item.trim())
        .filter((item) => item !== '');
    },
    number(name) {
      const value = text(name);
      if (value === undefined) return undefined;
      if (!/^\d{1,9}$/.test(value)) throw usageFailure(`--${name} wants a whole number.`);
      return Number(value);
    },
  };
}

/** The same arguments, with ids of keys that begin with a dash behind the `--` after which nothing is an option. */
function keysLast(argv: readonly string[]): string[] {
  const isKey = (argument: string) => KEY_WITH_DASH.test(argument);
  if (argv.includes('--')) return [...argv];
  return [...argv.filter((argument) => !isKey(argument)), '--', ...argv.filter(isKey)];
}

function parse(args: string[], options: NonNullable<ParseArgsConfig['options']>) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    // "Unknown option '--x'. To specify a positional argument …": the first sentence is enough.
    const message = error instanceof Error ? error.message : 'These arguments can not be read.';
    throw usageFailure(`${message.split(/[.\n]/, 1)[0]}.`);
  }
}
