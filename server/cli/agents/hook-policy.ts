import path from 'node:path';
import * as v from 'valibot';
import { parseStrictJson } from '../../../shared/protocol/strict-json.ts';
import type { FileRights } from './file-rights.ts';
import type { ToolCall } from './hook-agents.ts';

/** What is asked about: a small file that somebody else than the agent writes. */

const what = v.picklist(['ask', 'leave', 'deny'], 'must be ask, leave or deny');
const members = ({ expected }: v.StrictObjectIssue) => {
  if (expected === 'Object') return 'must be a JSON object';
  return expected === 'never' ? 'is not known here' : 'is missing';
};
const ADDRESS = 'must be the server’s address, such as https://nod.example.org';
const policySchema = v.strictObject(
  {
    /** Who is asked. The agent has no say in it. */
    user: v.pipe(v.string('must be a user name'), v.minLength(1, 'must be a user name'), v.maxLength(200)),
    /** Whose receipts are believed: never left to the environment, which a project's settings may set. */
    server: v.pipe(v.string(ADDRESS), v.url(ADDRESS)),
    answerBy: v.optional(v.picklist(['phone', 'any'], 'must be phone or any'), 'phone'),
    userVerification: v.optional(v.picklist(['required', 'preferred'], 'must be required or preferred')),
    /** The first that fits counts. */
    rules: v.optional(
      v.pipe(
        v.array(
          v.strictObject(
            {
              /** A tool's name; with a `*` at the end all that begin so. */
              tool: v.pipe(v.string('must be the name of a tool'), v.minLength(1, 'must be the name of a tool')),
              /** Whole lines of a shell, character by character: a pattern would let pass what is hung on behind. */
              commands: v.optional(v.array(v.string('must be a command'), 'must be a list of commands')),
              do: what,
            },
            members,
          ),
          'must be a list of rules',
        ),
        v.maxLength(200, 'must be at most 200 rules'),
      ),
      [],
    ),
    otherwise: v.optional(what, 'ask'),
  },
  members,
);
export type HookPolicy = v.InferOutput<typeof policySchema>;

/** The policy, the file or the input is not to be trusted: denied, with this sentence. */
export class HookRefusal extends Error {}

const MAX_POLICY_BYTES = 64 * 1024;

/** @throws HookRefusal */
export function parsePolicy(text: string): HookPolicy {
  if (text.length > MAX_POLICY_BYTES) throw new HookRefusal('the policy file is larger than 64 KiB');
  let value: unknown;
  try {
    value = parseStrictJson(text);
  } catch {
    throw new HookRefusal('the policy file is no JSON');
  }
  const parsed = v.safeParse(policySchema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const where = issue.path?.map(({ key }) => key).join('.') ?? '';
  throw new HookRefusal(`the policy file is wrong: ${where === '' ? '' : `${where}: `}${issue.message}`);
}

export function ruleFor({ rules, otherwise }: HookPolicy, { tool, command }: ToolCall): 'ask' | 'leave' | 'deny' {
  const rule = rules.find(
    (one) =>
      (one.tool.endsWith('*') ? tool.startsWith(one.tool.slice(0, -1)) : tool === one.tool) &&
      (one.commands === undefined || (command !== undefined && one.commands.includes(command))),
  );
  return rule?.do ?? otherwise;
}

/**
 * The agent runs as the same account as the hook. What that account can write, or replace by way of a folder above it, is no
 * policy for it.
 * @param folders where the agent works
 * @throws HookRefusal
 */
export function requireForeign(file: string, folders: readonly string[], rightsOf: (path: string) => FileRights): void {
  const instead = 'Have another account own it, outside of the project; or say --trust-config.';
  if (!path.isAbsolute(file)) throw new HookRefusal(`the policy file wants a whole path, not ${file}`);
  const wanted = path.resolve(file);
  let rights: FileRights;
  try {
    rights = rightsOf(wanted);
  } catch {
    throw new HookRefusal(`there is no policy file ${wanted} that can be read`);
  }
  // By another name it would stand in another folder.
  if (rights.realPath !== wanted) {
    throw new HookRefusal(`the policy file ${wanted} is reached by a link. Name the file itself: ${rights.realPath}`);
  }
  for (const folder of folders) {
    const inside = path.relative(path.resolve(folder), wanted);
    if (inside === '' || !(inside.startsWith('..') || path.isAbsolute(inside))) {
      throw new HookRefusal(`the policy file ${wanted} is in the project, ${folder}. ${instead}`);
    }
  }
  for (let at = wanted; ; at = path.dirname(at)) {
    const { owned, writable } = rightsOf(at);
    if (owned || writable) {
      const how = owned ? 'is owned by' : 'can be written by';
      throw new HookRefusal(`${at} ${how} the account that the agent runs as. ${instead}`);
    }
    if (path.dirname(at) === at) return;
  }
}
