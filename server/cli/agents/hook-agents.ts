import * as v from 'valibot';
import { parseStrictJson } from '../../../shared/protocol/strict-json.ts';

/**
 * The permission hooks of coding agents, as their makers document them: what they write to a hook, and what they read from it.
 * Everything that one of them doesn't document is refused.
 */

/** One use of a tool that an agent wants a decision on. */
export interface ToolCall {
  event: string;
  tool: string;
  input: Record<string, unknown>;
  /** The one line of a shell, where the tool is one. */
  command: string | undefined;
  cwd: string | undefined;
  /** Where the agent works: what it may write. */
  folders: string[];
}

/** `leave`: the agent's own rules decide. */
export type Verdict = { decision: 'allow' | 'deny'; reason: string } | { decision: 'leave' };

export interface Agent {
  title: string;
  /** In seconds: by when the hook has ended, where nothing else is said; below the agent's own limit. */
  defaultTimeoutSeconds: number;
  /** @throws ValiError, SyntaxError, ProtocolError for anything but the documented shape */
  read(text: string): ToolCall;
  /** @param event undefined where the input could not be read */
  answer(event: string | undefined, verdict: Verdict): object;
  /** What goes into the agent's settings. @param command the line that calls the hook */
  config(command: string): string;
}

const text = v.string();
/** Not v.record: that leaves out what is called `constructor` or `prototype`, and the person would not see what the tool gets. */
const anyInput = v.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'is no JSON object',
);

/**
 * JSON that says one thing to all who read it: no member twice, and no whole number with digits that would be lost here. What isn't
 * JavaScript hands its tool all nineteen of them, and the person would see another number.
 * @throws SyntaxError, ProtocolError
 */
function readJson(text: string): unknown {
  const value = parseStrictJson(text);
  JSON.parse(text, (_name, member: unknown, { source = '' }: { source?: string } = {}) => {
    if (typeof member !== 'number' || (Number.isFinite(member) && !/^-?\d+$/.test(source))) return member;
    if (String(member) !== source) throw new SyntaxError('a number has more digits than can be shown');
    return member;
  });
  return value;
}

/** Cursor hands the arguments of an MCP tool on as text. */
const inputOrText = v.union([
  anyInput,
  v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      try {
        return v.parse(anyInput, readJson(dataset.value));
      } catch {
        addIssue({ message: 'is no JSON object' });
        return NEVER;
      }
    }),
  ),
]);

const claudeSchema = v.object({
  hook_event_name: v.picklist(['PreToolUse', 'PermissionRequest']),
  tool_name: v.pipe(text, v.minLength(1)),
  tool_input: anyInput,
  cwd: v.optional(text),
});

function readClaude(line: string): ToolCall {
  const { hook_event_name: event, tool_name: tool, tool_input: input, cwd } = v.parse(claudeSchema, readJson(line));
  return callOf({ event, tool, input, cwd, folders: [] });
}

function answerClaude(event: string | undefined, verdict: Verdict): object {
  if (verdict.decision === 'leave') return {};
  const { decision, reason } = verdict;
  const hookSpecificOutput =
    event === 'PermissionRequest'
      ? {
          hookEventName: event,
          decision: { behavior: decision, ...(decision === 'deny' ? { message: reason } : {}) },
        }
      : { hookEventName: 'PreToolUse', permissionDecision: decision, permissionDecisionReason: reason };
  return { hookSpecificOutput };
}

/**
 * Codex has the same shapes, and takes no member beside these. Before a tool it knows a no alone: an allow there counts as a failed hook,
 * and a yes is an answer that objects to nothing.
 */
function answerCodex(event: string | undefined, verdict: Verdict): object {
  return event === 'PreToolUse' && verdict.decision === 'allow' ? {} : answerClaude(event, verdict);
}

const geminiSchema = v.object({
  hook_event_name: v.literal('BeforeTool'),
  tool_name: v.pipe(text, v.minLength(1)),
  tool_input: anyInput,
  cwd: v.optional(text),
});

const cursorSchema = v.variant('hook_event_name', [
  v.object({
    hook_event_name: v.literal('beforeShellExecution'),
    command: text,
    cwd: v.optional(text),
    workspace_roots: v.optional(v.array(text), []),
  }),
  v.object({
    hook_event_name: v.literal('beforeMCPExecution'),
    tool_name: v.pipe(text, v.minLength(1)),
    tool_input: inputOrText,
    url: v.optional(text),
    command: v.optional(text),
    workspace_roots: v.optional(v.array(text), []),
  }),
]);

const SERVER = 'MCP server';

function readCursor(line: string): ToolCall {
  const said = v.parse(cursorSchema, readJson(line));
  const { hook_event_name: event, workspace_roots: folders } = said;
  if (said.hook_event_name === 'beforeShellExecution') {
    const { command, cwd } = said;
    return callOf({ event, tool: 'shell', input: { command }, cwd, folders });
  }
  // Which server it is belongs to what is asked; its command or address is what tells it.
  const server = said.url ?? said.command;
  // An argument of that name would take its place, or be hidden by it.
  if (Object.hasOwn(said.tool_input, SERVER)) throw new SyntaxError(`an argument is called ${SERVER}`);
  const input = server === undefined ? said.tool_input : { ...said.tool_input, [SERVER]: server };
  return { event, tool: said.tool_name, input, command: undefined, cwd: undefined, folders };
}

function callOf({ cwd, folders, ...call }: Omit<ToolCall, 'command'>): ToolCall {
  const { command } = call.input;
  return {
    ...call,
    cwd,
    command: typeof command === 'string' ? command : undefined,
    folders: cwd === undefined ? folders : [cwd, ...folders],
  };
}

const pretty = (value: object) => JSON.stringify(value, null, 2);

export const AGENTS = {
  'claude-code': {
    title: 'Claude Code',
    defaultTimeoutSeconds: 540,
    read: readClaude,
    answer: answerClaude,
    config: (command) =>
      pretty({
        hooks: {
          PreToolUse: [{ matcher: '*', hooks: [{ type: 'command', command, timeout: 600, onFailure: 'block' }] }],
        },
      }),
  },
  codex: {
    title: 'Codex',
    defaultTimeoutSeconds: 540,
    read: readClaude,
    answer: answerCodex,
    config: (command) =>
      [
        // Said where nobody else can unsay it: otherwise the agent's own settings turn hooks off.
        '[features]',
        'hooks = true',
        '',
        '[[hooks.PreToolUse]]',
        '[[hooks.PreToolUse.hooks]]',
        'type = "command"',
        `command = ${JSON.stringify(`${command} || exit 2`)}`,
        'timeout = 600',
      ].join('\n'),
  },
  'gemini-cli': {
    title: 'Gemini CLI',
    defaultTimeoutSeconds: 50,
    read(line) {
      const { hook_event_name: event, tool_name: tool, tool_input: input, cwd } = v.parse(geminiSchema, readJson(line));
      return callOf({ event, tool, input, cwd, folders: [] });
    },
    answer: (_event, verdict) =>
      verdict.decision === 'leave' ? {} : { decision: verdict.decision, reason: verdict.reason },
    config: (command) =>
      pretty({
        // The last word on that: another settings file could switch all hooks off.
        hooksConfig: { enabled: true },
        hooks: {
          BeforeTool: [
            {
              matcher: '.*',
              hooks: [{ name: 'nod', type: 'command', command: `${command} || exit 2`, timeout: 600_000 }],
            },
          ],
        },
      }),
  },
  cursor: {
    title: 'Cursor',
    defaultTimeoutSeconds: 50,
    read: readCursor,
    // Its hooks have no word for "as you would yourself": its own question comes closest.
    answer: (_event, verdict) =>
      verdict.decision === 'leave'
        ? { permission: 'ask' }
        : { permission: verdict.decision, user_message: verdict.reason, agent_message: verdict.reason },
    config: (command) =>
      pretty({
        version: 1,
        hooks: {
          beforeShellExecution: [{ command, timeout: 600, failClosed: true }],
          beforeMCPExecution: [{ command, timeout: 600, failClosed: true }],
        },
      }),
  },
} as const satisfies Record<string, Agent>;
