import { spoken } from '../../languages/spoken.ts';
import type { Here, RunsIn } from './here.ts';

/** Facts that make a sentence exact. All optional: without them the sentence is vaguer, never wrong. */
export interface ErrorParams {
  readonly here?: Here | undefined;
  readonly runsIn?: RunsIn | undefined;
  /** Name of the server, for a person with accounts on several. */
  readonly server?: string | undefined;
  readonly triesLeft?: number | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** Final state of a request that was answered already, and the name of the device that did. */
  readonly state?: string | undefined;
  readonly decidedBy?: string | undefined;
  /** Why an account was locked, in the words of whoever did it. */
  readonly reason?: string | undefined;
  /** By how much this device's clock is ahead of (positive) or behind the server's. */
  readonly clockOffsetMs?: number | undefined;
}

export interface ErrorWords {
  readonly title: string;
  readonly body: string;
  readonly nextStep?: string;
}

export type Describe = (params: ErrorParams) => ErrorWords;

/** A table of errors as a part of the catalogue. In any language a row may use whatever is known, whether or not the English one does. */
export const described = <Code extends string>(
  name: string,
  rows: Record<Code, Describe>,
): Readonly<Record<Code, Describe>> => spoken(name, rows) as Record<Code, Describe>;
