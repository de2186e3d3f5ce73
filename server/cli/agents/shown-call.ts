import * as v from 'valibot';
import { ATTACHMENT_LIMITS } from '../../../shared/protocol/attachment.ts';
import { ACTION_LIMITS } from '../../../shared/protocol/challenge.ts';
import { byteLength, jsonBytes, line } from '../../../shared/protocol/text.ts';
import type { Attachment } from '../../../shared/sdk/rest-api.ts';
import { namesGroup } from '../quorum-proof.ts';
import type { Question } from './ask-person.ts';
import type { ToolCall } from './hook-agents.ts';
import { HookRefusal } from './hook-policy.ts';

/** More than a few lines of a phone are read as an attachment. */
const DETAIL_CHARACTERS = 300;
/** What an attachment takes of an action's bytes beside its name. */
const ENTRY_BYTES = 130;
/** The hook's own line. */
const FOLDER = 'In';

type Shown = Pick<Question, 'title' | 'details' | 'attachments'>;

/**
 * What the person sees of a tool's use: all of it, or nothing and no question. Short lines are details; what is longer, has
 * several lines, or holds what can't be seen, is an attachment, where the device shows each such character.
 *
 * @param agent as people know it
 * @throws HookRefusal where it doesn't fit
 */
export function shownCall(agent: string, { tool, input, cwd }: ToolCall): Shown {
  const title = `${agent} wants to use ${shownText(tool)}`;
  const where = cwd === undefined ? [] : [{ label: FOLDER, value: shownText(cwd) }];
  const values = Object.entries(input).map(([name, value]) => ({
    label: shownText(name),
    value: typeof value === 'string' ? value : JSON.stringify(value),
    isJson: typeof value === 'object' && value !== null,
  }));
  const short = values.filter(({ value }) => value === '' || (isPlain(value) && value.length <= DETAIL_CHARACTERS));
  const long = values.filter((one) => !short.includes(one));
  const apart: Shown = {
    title,
    details: [...where, ...short.map(({ label, value }) => ({ label, value: shownText(value) }))],
    attachments: long.map(
      ({ label, value, isJson }): Attachment => ({
        name: label,
        mediaType: isJson ? 'application/json' : 'text/plain',
        text: value,
      }),
    ),
  };
  // An argument of that name would be read as the folder that the hook itself names, or as who asks (`nod ask --as`).
  const isOurs = (name: string) => namesGroup(name) || name.trim().toLowerCase() === FOLDER.toLowerCase();
  if (!Object.keys(input).some(isOurs) && fits(apart)) return apart;
  const whole: Attachment = { name: 'input', mediaType: 'application/json', text: JSON.stringify(input, null, 2) };
  const together: Shown = { title, details: where, attachments: [whole] };
  if (fits(together)) return together;
  throw new HookRefusal(
    `nobody was asked, since all of it has to be shown, and ${byteLength(whole.text)} bytes do not fit. Do it in smaller steps`,
  );
}

function fits({ title, details, attachments = [] }: Shown): boolean {
  const { count, nameCharacters, sizeBytes } = ATTACHMENT_LIMITS;
  const names = attachments.map(({ name }) => name);
  const bytes = jsonBytes({ title, details }) + names.reduce((sum, name) => sum + jsonBytes(name) + ENTRY_BYTES, 20);
  return (
    [...title].length <= ACTION_LIMITS.titleCharacters &&
    details.length <= ACTION_LIMITS.details &&
    details.every(({ label }) => [...label].length <= 120) &&
    attachments.length <= count &&
    names.every((name) => [...name].length <= nameCharacters) &&
    // A lone half of a surrogate pair would be another text on its way.
    attachments.every(({ text }) => text.isWellFormed() && byteLength(text) <= sizeBytes) &&
    bytes <= ACTION_LIMITS.totalBytes
  );
}

const asItIs = line(ACTION_LIMITS.totalBytes);

/** Whether a line can be shown as it is. One that begins with a quote could be taken for a quotation. */
function isPlain(text: string): boolean {
  return v.is(asItIs, text) && !text.startsWith('"');
}

/**
 * @returns the text as it is where people can read all of it; otherwise in JSON's own way of writing, with each character that
 *   can't be seen or turns the text around it there to be read
 */
export function shownText(text: string): string {
  return isPlain(text) ? text : escaped(text);
}

/** JSON of plain ASCII. Of several spaces all but the first are escaped: they would push what follows out of sight. */
function escaped(text: string): string {
  const toEscape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text)
    .replace(/[^\x20-\x7e]/g, toEscape)
    .replace(/ {2,}/g, (spaces) => ` ${[...spaces.slice(1)].map(toEscape).join('')}`);
}
