import * as v from 'valibot';
import { NodError } from '../errors.ts';

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
  throw new NodError(
    'request_malformed',
    field === null ? `The value ${issue.message}.` : `${field}: ${issue.message}.`,
    {
      params: field === null ? {} : { field },
    },
  );
}
