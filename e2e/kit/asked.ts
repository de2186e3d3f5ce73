import { AssertionError } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import { WaitedInVain, waitUntil } from '../harness/wait-until.ts';

/** One request as the person saw it. */
export interface Asked {
  readonly application: string;
  /** What is asked: the application's own sentence, or `Sign in as alice`. */
  readonly title: string;
  /** Where the login comes from, as the screen says it: the place, otherwise the address; '' where nobody said. */
  readonly place: string;
  /** `Firefox on Linux`; '' where nobody said. */
  readonly browser: string;
  readonly details: readonly { readonly label: string; readonly value: string }[];
  /** What was attached, by the names; a screen shows it too, but only the software phone tells it here. */
  readonly attachments?: Readonly<Record<string, string>>;
}

type Text = string | RegExp;

/** What a test expects of it. A text has to be the same; a pattern has to be found in it. What is left out may be anything. */
export interface ExpectedAsk {
  readonly application?: Text;
  readonly title?: Text;
  readonly place?: Text;
  readonly browser?: Text;
  /** The details that must be there, by their labels; there may be more. */
  readonly details?: Readonly<Record<string, Text>>;
  /** The attachments that must be there, by their names. */
  readonly attachments?: Readonly<Record<string, Text>>;
}

/** What can be asked: any phone of the kit, and the extension. */
export interface AskedPhone {
  /** Everything it has shown, oldest first. */
  readonly asked: readonly Asked[];
  /** Looks what there is to show. */
  look(): Promise<void>;
}

const SHOWN_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 50;
/** A push takes this long at most on a machine that is not overloaded. */
const QUIET_FOR_MS = 500;

/**
 * Waits until a phone has shown such a request.
 * @returns the request. @throws AssertionError that says what was shown in its place
 */
export async function hasBeenAsked(
  phone: AskedPhone,
  expected: ExpectedAsk,
  timeoutMs = SHOWN_WITHIN_MS,
): Promise<Asked> {
  const probe = async () => {
    await phone.look();
    return phone.asked.find((asked) => fits(asked, expected));
  };
  return waitUntil('a request', probe, timeoutMs, LOOK_EVERY_MS).catch((cause: unknown) => {
    throw new AssertionError({
      message: `The phone was to be asked\n${inWords(expected)}\nand was asked\n${allInWords(phone.asked)}${why(cause)}`,
    });
  });
}

/**
 * Waits a moment for what must not come.
 * @throws AssertionError that says what was shown
 */
export async function hasBeenAskedNothing(phone: AskedPhone, quietMs = QUIET_FOR_MS): Promise<void> {
  const probe = async () => {
    await phone.look();
    return phone.asked[0];
  };
  const shown = await waitUntil('a request', probe, quietMs, LOOK_EVERY_MS).catch((error: unknown) => {
    if (error instanceof WaitedInVain) return undefined;
    throw error;
  });
  if (shown)
    throw new AssertionError({ message: `The phone was to be asked nothing, and was asked\n${inWords(shown)}` });
}

function fits(asked: Asked, { details = {}, attachments = {}, ...texts }: ExpectedAsk): boolean {
  const shown = new Map(asked.details.map(({ label, value }) => [label, value]));
  return (
    Object.entries(texts).every(([name, text]) => isSaid(asked[name as keyof typeof texts], text)) &&
    Object.entries(details).every(([label, text]) => isSaid(shown.get(label), text)) &&
    Object.entries(attachments).every(([name, text]) => isSaid(asked.attachments?.[name], text))
  );
}

function isSaid(shown: string | undefined, text: Text | undefined): boolean {
  if (text === undefined) return true;
  return shown !== undefined && (typeof text === 'string' ? shown === text : text.test(shown));
}

function allInWords(asked: readonly Asked[]): string {
  return asked.length === 0 ? '  nothing' : asked.map(inWords).join('\n  then\n');
}

function inWords({ details, attachments = {}, ...texts }: ExpectedAsk | Asked): string {
  const pairs = Array.isArray(details)
    ? details.map(({ label, value }) => [label, value])
    : Object.entries(details ?? {});
  const lines = [
    ...Object.entries(texts),
    ...pairs.map(([label, value]) => [`detail “${label}”`, value]),
    ...Object.entries(attachments).map(([name, text]) => [`attachment “${name}”`, text]),
  ]
    .filter(([, text]) => text !== undefined)
    .map(([name, text]) => `  ${name}: ${text instanceof RegExp ? text : JSON.stringify(text)}`);
  return lines.length === 0 ? '  anything' : lines.join('\n');
}

/** What kept the phone from looking, where it wasn't just that nothing came. */
function why(error: unknown): string {
  return error instanceof WaitedInVain ? '' : `\n(${error instanceof Error ? error.message : String(error)})`;
}

/** @returns whether a request was shown before: the same words, one after the other */
export function isSame(one: Asked | undefined, other: Asked): boolean {
  return isDeepStrictEqual(one, other);
}
