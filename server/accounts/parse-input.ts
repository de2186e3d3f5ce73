import * as v from 'valibot';
import { NodError } from '../diagnostics/errors.ts';

/**
 * Parses what a caller gave, or says which field is wrong and why. The value itself isn't quoted: it may be a secret.
 * @throws NodError request_malformed
 */
export function parseInput<TSchema extends v.GenericSchema>(schema: TSchema, input: unknown): v.InferOutput<TSchema> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) {
    return result.output;
  }
  const [issue] = result.issues;
  const field = v.getDotPath(issue);
  // Messages of our own schemas say what is wanted; valibot's begin so, and repeat the value.
  const wants = issue.message.startsWith('Invalid ') ? 'is unknown, missing or of the wrong kind' : issue.message;
  const subject = field === null ? 'The value' : JSON.stringify(field.slice(0, 80));
  throw new NodError('request_malformed', `${subject} ${wants}.`);
}
