import * as v from 'valibot';
import { ACTION_LIMITS, type Action, actionSchema } from '../../../shared/protocol/challenge.ts';
import { jsonBytes, line } from '../../../shared/protocol/text.ts';
import type { ToolCall } from './hook-agents.ts';
import { HookRefusal } from './hook-policy.ts';

/**
 * What the person sees of a tool's use: all of it, or nothing and no question. A text that breaks lines, or holds what can't be
 * seen or turns the text around it, is shown in JSON's own way of writing, so that each such character is there to be read.
 *
 * @param agent as people know it
 * @throws HookRefusal where it doesn't fit
 */
export function shownCall(agent: string, { tool, input, cwd }: ToolCall): Action {
  const action = {
    title: `${agent} wants to use ${shownText(tool)}`,
    details: [
      ...(cwd === undefined ? [] : [{ label: 'In', value: shownText(cwd) }]),
      ...Object.entries(input).map(([name, value]) => ({
        label: shownText(name),
        value: shownText(typeof value === 'string' ? value : JSON.stringify(value)),
      })),
    ],
  };
  const parsed = v.safeParse(actionSchema, action);
  if (parsed.success) return parsed.output;
  const { totalBytes, details } = ACTION_LIMITS;
  throw new HookRefusal(
    `nobody was asked, since all of it has to be shown, and it does not fit: ${jsonBytes(action)} bytes in ${action.details.length} parts, of ${totalBytes} in ${details}. Do it in smaller steps`,
  );
}

/** @returns the text as it is where people can read all of it, otherwise quoted with escapes */
export function shownText(text: string): string {
  // One that begins with a quote could be taken for such a quotation.
  return v.is(asItIs, text) && !text.startsWith('"') ? text : escaped(text);
}

const asItIs = line(ACTION_LIMITS.totalBytes);

/** JSON of plain ASCII. Of several spaces all but the first are escaped: they would push what follows out of sight. */
function escaped(text: string): string {
  const toEscape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text)
    .replace(/[^\x20-\x7e]/g, toEscape)
    .replace(/ {2,}/g, (spaces) => ` ${[...spaces.slice(1)].map(toEscape).join('')}`);
}
