import path from 'node:path';
import * as v from 'valibot';
import { NodClientError } from '../../../shared/sdk/errors.ts';
import type { Answer, Command, CommandInput, Terminal } from '../command.ts';
import { CommandFailure, usageFailure } from '../failure.ts';
import { timeoutOf } from '../script-client.ts';
import { askPerson, sentenceOf } from './ask-person.ts';
import { AGENTS, type Agent, type ToolCall, type Verdict } from './hook-agents.ts';
import { HookRefusal, parsePolicy, requireForeign, ruleFor } from './hook-policy.ts';
import { HOOK_BLOCKS } from './last-word.ts';
import { shownCall } from './shown-call.ts';

/**
 * `nod hook`: called by a coding agent before it uses a tool. Most agents let the tool run when a hook crashes or is late; so
 * this one ends in time with a decision in the agent's own shape, whatever happens, and all but a person's proven yes is a no.
 */

const DEFAULT_POLICY = '/etc/nod/hook.json';
const DEFAULT_KEY_FILE = '/etc/nod/agents.key';
/** Folders that only root writes: what an agent's settings name would run in place of the hook. */
const SYSTEM_PATH = '/usr/local/bin:/usr/bin:/bin';
const MAX_INPUT_BYTES = 4 * 1024 * 1024;
const TTL = { least: 30, most: 600 } as const;
/** Of the time there is, what a start, an end and the way there and back take. */
const AROUND_SECONDS = 10;
const LEAST_SECONDS = TTL.least + AROUND_SECONDS;

export const hookCommand: Command = {
  name: 'hook',
  summary: 'Ask a person before a coding agent uses a tool; the agent calls it',
  takes: [],
  exitOf: () => HOOK_BLOCKS,
  options: {
    agent: {
      kind: 'text',
      value: Object.keys(AGENTS).join('|'),
      help: 'which agent calls, and so what it says and wants to hear',
    },
    policy: { kind: 'text', value: 'FILE', help: `what is asked about, and whom (otherwise: ${DEFAULT_POLICY})` },
    timeout: {
      kind: 'text',
      value: 'TIME',
      help: 'when it has ended at the latest, 40s to 10m; below the agent’s own limit',
    },
    'trust-config': { kind: 'flag', help: 'take a policy that the agent itself could write' },
    'print-config': {
      kind: 'text',
      value: 'AGENT',
      help: `print what goes into that agent’s settings, with NOD_API_KEY_FILE (otherwise: ${DEFAULT_KEY_FILE})`,
    },
  },
  details: [
    'It needs NOD_API_KEY_FILE. The key: nod app create Agents --for agents --realm REALM',
    'The policy file says whose yes counts, of which server, on a phone unless it says "answerBy": "any":',
    '  {"user": "alice", "server": "https://nod.example.org", "rules": [{"tool": "Read", "do": "leave"}], "otherwise": "ask"}',
    'Standard output is the decision. Exit codes: 0 with a decision; 2, which all agents take as a no, where it can’t tell one.',
    '',
    'Example:',
    '  nod hook --print-config claude-code',
  ].join('\n'),
  async run(input, terminal) {
    const wanted = input.text('print-config');
    if (wanted !== undefined) return printConfig(wanted, input, terminal);
    const agent = agentNamed(input.text('agent'), '--agent');
    const timeoutSeconds = timeoutOf(input, LEAST_SECONDS) ?? agent.defaultTimeoutSeconds;
    const { event, verdict } = await decide(agent, { input, terminal, timeoutSeconds });
    const decision = agent.answer(event, verdict);
    if (verdict.decision === 'deny') terminal.note(`${verdict.reason}\n`);
    // An event that could not be read has no shape of its own: then the exit code says it for all of them.
    const isUnread = event === undefined && verdict.decision === 'deny';
    return { json: decision, text: JSON.stringify(decision), exitCode: isUnread ? HOOK_BLOCKS : 0 };
  },
};

interface Work {
  input: CommandInput;
  terminal: Terminal;
  timeoutSeconds: number;
}

/** How long what was asked may take to be taken back, before the decision goes out without that. */
const GRACE_MS = 3_000;

/** It never throws. @returns `event` undefined where the agent's input could not be read */
async function decide(agent: Agent, work: Work): Promise<{ event: string | undefined; verdict: Verdict }> {
  const stop = new AbortController();
  const end = (why: string) => stop.abort(new HookRefusal(why));
  const forget = work.terminal.whenInterrupted(() => end('the hook was stopped'));
  const timers = [setTimeout(() => end('nobody answered in time'), (work.timeoutSeconds - AROUND_SECONDS / 2) * 1000)];
  let event: string | undefined;
  const deciding = (async () => {
    const call = readCall(agent, await work.terminal.readInput(MAX_INPUT_BYTES, stop.signal));
    event = call.event;
    return verdictOn(agent, call, work, stop.signal);
  })();
  const late = new Promise<never>((_resolve, reject) => {
    stop.signal.addEventListener('abort', () => timers.push(setTimeout(() => reject(stop.signal.reason), GRACE_MS)));
  });
  try {
    return { verdict: await Promise.race([deciding, late]), event };
  } catch (error) {
    return { event, verdict: deny(sentence(stop.signal.aborted ? stop.signal.reason : error)) };
  } finally {
    for (const timer of timers) clearTimeout(timer);
    forget();
  }
}

async function verdictOn(agent: Agent, call: ToolCall, work: Work, signal: AbortSignal): Promise<Verdict> {
  const { input, terminal, timeoutSeconds } = work;
  const file = input.text('policy') ?? DEFAULT_POLICY;
  if (!input.flag('trust-config')) requireForeign(file, [terminal.cwd, ...call.folders], terminal.rightsOf);
  const policy = parsePolicy(readPolicy(file, terminal));
  const wanted = ruleFor(policy, call);
  if (wanted === 'leave') return { decision: 'leave' };
  if (wanted === 'deny') return deny('the policy does not let this tool be used');
  const shown = shownCall(agent.title, call);
  const { user, server, answerBy, userVerification } = policy;
  const ttlSeconds = Math.max(TTL.least, Math.min(TTL.most, Math.floor(timeoutSeconds - AROUND_SECONDS)));
  const world = { ...terminal, environment: { ...terminal.environment, NOD_ORIGIN: server } };
  const said = await askPerson(world, { ...shown, user, ttlSeconds, answerBy, userVerification }, signal);
  return said.outcome === 'approved'
    ? { decision: 'allow', reason: `Nod: ${user} said yes, and the receipt proves it.` }
    : deny(sentenceOf(said, user));
}

function readCall(agent: Agent, text: string): ToolCall {
  try {
    return agent.read(text);
  } catch (error) {
    const where = error instanceof v.ValiError ? ` (${v.getDotPath(error.issues[0]) ?? 'its shape'})` : '';
    throw new HookRefusal(`this is not what ${agent.title} says to a hook${where}`);
  }
}

function readPolicy(file: string, terminal: Terminal): string {
  try {
    return terminal.readFile(file);
  } catch {
    throw new HookRefusal(`there is no policy file ${file} that can be read`);
  }
}

function deny(why: string): Verdict {
  const text = why.replace(/\.$/, '');
  return { decision: 'deny', reason: `Nod: ${text}.` };
}

/** Why, for agent and person; of what nobody expected nothing but that. */
function sentence(error: unknown): string {
  const isTold = error instanceof HookRefusal || error instanceof CommandFailure || error instanceof NodClientError;
  return isTold ? `nobody has said yes: ${error.message}` : 'nobody has said yes: something unexpected went wrong';
}

function agentNamed(name: string | undefined, option: string): Agent {
  const agent = Object.entries(AGENTS).find(([known]) => known === name)?.[1];
  if (agent === undefined) throw usageFailure(`${option} wants one of ${Object.keys(AGENTS).join(', ')}.`);
  return agent;
}

/**
 * The line that the agent's settings get is the one that was typed, with a timeout that fits the limit named there, and with
 * nothing of the agent's environment: a project's settings may set it, and it says what runs.
 */
function printConfig(name: string, input: CommandInput, { environment, note }: Terminal): Answer {
  const agent = agentNamed(name, '--print-config');
  const policy = input.text('policy');
  const keyFile = environment.NOD_API_KEY_FILE?.trim() || DEFAULT_KEY_FILE;
  for (const file of [keyFile, policy]) {
    if (file === undefined || path.isAbsolute(file)) continue;
    throw usageFailure(`The agent works in folders of its own: name ${file} by its whole path.`);
  }
  const line = [
    `/usr/bin/env -i PATH=${SYSTEM_PATH} NOD_API_KEY_FILE=${shellQuoted(keyFile)}`,
    `nod hook --agent ${name} --timeout 9m`,
    ...(policy === undefined ? [] : [`--policy ${shellQuoted(policy)}`]),
    ...(input.flag('trust-config') ? ['--trust-config'] : []),
  ].join(' ');
  if (environment.NOD_CALLED_AS?.includes(' ')) {
    note(
      'An agent calls it from other folders: it needs the command on its PATH. docs/operations.md, “Only the command”.\n',
    );
  }
  const config = agent.config(line);
  return { json: { agent: name, config }, text: config };
}

function shellQuoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
