import * as v from 'valibot';
import {
  ATTACHMENT_LIMITS,
  ATTACHMENT_MEDIA_TYPES,
  attachmentNameSchema,
} from '../../../shared/protocol/attachment.ts';
import { ACTION_LIMITS } from '../../../shared/protocol/challenge.ts';
import { line } from '../../../shared/protocol/text.ts';
import { isNodError } from '../../../shared/sdk/errors.ts';
import { CommandFailure } from '../failure.ts';
import { namesGroup } from '../quorum-proof.ts';
import { type Asking, askPerson, type Question, sentenceOf } from './ask-person.ts';

/** The MCP server: one tool, by which an agent asks a person and gets the signed answer. */
export interface McpSettings {
  /** Who is asked; undefined: the agent says it. */
  user: string | undefined;
  answerBy: Question['answerBy'];
  userVerification: Question['userVerification'];
}

const TTL = { least: 30, most: 600, usual: 120 } as const;
const SAY_EVERY_MS = 10_000;

const shown = line(ACTION_LIMITS.totalBytes);
/** The agent gets the receipts: with lines of these names it would make itself a proof of several people's yes, asked by whomever. */
const label = v.pipe(
  line(120),
  v.check((text) => !namesGroup(text), 'is said by `nod ask` alone'),
);
const argumentsSchema = v.strictObject({
  user: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  title: line(ACTION_LIMITS.titleCharacters),
  details: v.optional(v.pipe(v.array(v.strictObject({ label, value: shown })), v.maxLength(ACTION_LIMITS.details)), []),
  attachments: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          name: attachmentNameSchema,
          mediaType: v.optional(v.picklist(ATTACHMENT_MEDIA_TYPES), 'text/plain'),
          text: v.pipe(v.string(), v.minLength(1)),
        }),
      ),
      v.maxLength(ATTACHMENT_LIMITS.count),
    ),
    [],
  ),
  timeoutSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(TTL.least), v.maxValue(TTL.most)), TTL.usual),
});

function inputSchema(user: string | undefined): Record<string, unknown> {
  return {
    type: 'object',
    properties: {
      ...(user === undefined ? { user: { type: 'string', description: 'The user name of whom to ask.' } } : {}),
      title: {
        type: 'string',
        maxLength: ACTION_LIMITS.titleCharacters,
        description: 'The question, on one line. It also stands on the locked screen: nothing secret in it.',
      },
      details: {
        type: 'array',
        maxItems: ACTION_LIMITS.details,
        description: `What the answer is about, whole: the exact command, file, amount. One line each; with the title at most ${ACTION_LIMITS.totalBytes} bytes.`,
        items: {
          type: 'object',
          properties: { label: { type: 'string' }, value: { type: 'string' } },
          required: ['label', 'value'],
          additionalProperties: false,
        },
      },
      attachments: {
        type: 'array',
        maxItems: ATTACHMENT_LIMITS.count,
        description:
          'What is longer than a line, whole: a diff, a plan, a script. At most 256 KiB each. The person scrolls through all of it before a yes.',
        items: {
          type: 'object',
          properties: {
            name: { type: 'string', maxLength: ATTACHMENT_LIMITS.nameCharacters },
            mediaType: { type: 'string', enum: [...ATTACHMENT_MEDIA_TYPES] },
            text: { type: 'string' },
          },
          required: ['name', 'text'],
          additionalProperties: false,
        },
      },
      timeoutSeconds: { type: 'integer', minimum: TTL.least, maximum: TTL.most, description: 'How long to wait.' },
    },
    required: user === undefined ? ['user', 'title'] : ['title'],
    additionalProperties: false,
  };
}

/** @returns what makes one server, for one connection or one HTTP request */
export async function mcpServerOf(world: Asking, settings: McpSettings) {
  // Loaded by this command alone.
  const { fromJsonSchema, McpServer } = await import('@modelcontextprotocol/server');
  return () => {
    const server = new McpServer({ name: 'nod', version: '1.0.0' }, { capabilities: { tools: {} } });
    server.registerTool(
      'ask_person',
      {
        title: 'Ask a person',
        description:
          'Asks a person on their phone and waits for the answer. Only "outcome": "approved" is a yes, with a signed receipt that has been verified. Anything else is not: do not go on, and do not ask the same again.',
        inputSchema: fromJsonSchema(inputSchema(settings.user)),
        annotations: { readOnlyHint: false, openWorldHint: true },
      },
      async (said, { mcpReq }) => {
        const { signal } = mcpReq;
        const token = mcpReq._meta?.progressToken;
        const sinceMs = world.clock();
        const tell = () => {
          if (token === undefined) return;
          const progress = Math.round((world.clock() - sinceMs) / 1000);
          const params = { progressToken: token, progress, message: 'Waiting for the person’s answer.' };
          mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
        };
        const timer = setInterval(tell, SAY_EVERY_MS);
        try {
          tell();
          return await answerTo(world, settings, said, signal);
        } finally {
          clearInterval(timer);
        }
      },
    );
    return server;
  };
}

async function answerTo(world: Asking, settings: McpSettings, said: unknown, signal: AbortSignal) {
  const parsed = v.safeParse(argumentsSchema, said);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return refused(`${v.getDotPath(issue) ?? 'arguments'}: ${issue.message}. Nobody was asked.`);
  }
  const { title, details, attachments, timeoutSeconds: ttlSeconds } = parsed.output;
  const { answerBy, userVerification } = settings;
  // Whom it is fixed to is no choice of the agent's, also where its schema wasn't looked at.
  if (settings.user !== undefined && parsed.output.user !== undefined) {
    return refused('user: whom to ask is fixed here. Leave it out. Nobody was asked.');
  }
  const user = settings.user ?? parsed.output.user;
  if (user === undefined) return refused('user: is missing. Nobody was asked.');
  const question = { user, title, details, attachments, ttlSeconds, answerBy, userVerification };
  try {
    const answer = await askPerson(world, question, signal);
    const structured = { ...answer, said: sentenceOf(answer, user) };
    return {
      content: [{ type: 'text' as const, text: JSON.stringify(structured) }],
      structuredContent: structured,
    };
  } catch (error) {
    const isTold = error instanceof CommandFailure || isNodError(error);
    return refused(`Nobody has said yes. ${isTold ? error.message : 'Something unexpected went wrong.'}`);
  }
}

function refused(text: string) {
  return { content: [{ type: 'text' as const, text }], isError: true };
}
