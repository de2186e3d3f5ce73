import * as v from 'valibot';
import { NodError } from '../diagnostics/errors.ts';

/** valibot takes `[]` for an object whose members are all optional; here it is refused. */
export function notAList<Schema extends v.GenericSchema>(schema: Schema) {
  return v.pipe(
    v.unknown(),
    v.check((value) => !Array.isArray(value), 'wants an object'),
    schema,
  );
}

/**
 * Parses what came from outside with its schema.
 * @param where names the part of the request in the error: `body`, `query`
 * @throws NodError request_malformed that names the first member in the way, never its value
 */
export function parseInput<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  where: 'body' | 'query',
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, input, { abortEarly: true });
  if (parsed.success) return parsed.output;
  throw new NodError('request_malformed', describe(parsed.issues[0], where));
}

function describe(issue: v.BaseIssue<unknown>, where: string): string {
  // Names of unknown members come from outside too: cut short and quoted.
  const path =
    issue.path?.map((item) => (typeof item.key === 'number' ? item.key : String(item.key).slice(0, 40))) ?? [];
  const member =
    path.length === 0
      ? `The ${where}`
      : `${where === 'query' ? 'Query parameter ' : ''}${JSON.stringify(path.join('.'))}`;
  // valibot's own messages repeat the received value; messages of our schemas say what is wanted and start otherwise.
  if (!issue.message.startsWith('Invalid ')) return `${member} ${issue.message}.`;
  if (issue.expected === 'never') return `${member} is not known here.`;
  return issue.expected === null ? `${member} is not valid.` : `${member} wants ${issue.expected.slice(0, 200)}.`;
}
