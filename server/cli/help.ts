import type { Command } from './command.ts';

const COMMON_OPTIONS = [
  ['--json', 'print the answer as one JSON value; errors as JSON on standard error'],
  ['--help', 'say what the command does'],
] as const;

export function generalHelp(commands: readonly Command[]): string {
  return [
    'Nod: push authentication over Web Push.',
    '',
    'Usage: nod COMMAND [OPTIONS]',
    '',
    columns(commands.map((command) => [synopsis(command), command.summary])),
    '',
    columns(COMMON_OPTIONS),
    '',
    'The variables NOD_… say which server it is, as for the server itself; without any, the demo of `npm start`.',
    'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 wrong configuration, 5 exists already.',
  ].join('\n');
}

export function commandHelp(command: Command): string {
  const options = Object.entries(command.options).map(
    ([name, { value, help }]) => [`--${name}${value === undefined ? '' : ` ${value}`}`, help] as const,
  );
  return [
    `${command.summary}.`,
    '',
    `Usage: nod ${synopsis(command)}${options.length > 0 ? ' [OPTIONS]' : ''}`,
    '',
    columns([...options, ...COMMON_OPTIONS]),
    ...(command.details === undefined ? [] : ['', command.details]),
  ].join('\n');
}

function synopsis(command: Command): string {
  return [command.name, ...command.takes].join(' ');
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
