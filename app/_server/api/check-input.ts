import type { z } from 'zod';
import { textProblem } from '@/lib/text';
import { HttpProblem, type ProblemError } from './http-problem';

/** Checked by a route's schema; every wrong or unknown key is named. Throws a problem 400. */
export function checkInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  where: 'body' | 'query',
): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const errors = problemsOf(parsed.error);
  const [first] = errors;
  const detail =
    errors.length === 1 && first
      ? `${first.path === '' ? '' : `${first.path}: `}${first.message}`
      : `${errors.length} things in the ${where} are not right.`;
  throw new HttpProblem(400, 'invalid_input', detail, { errors });
}

export function problemsOf(error: z.ZodError): ProblemError[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, cut(key)].join('.'), message: 'Not known here.' }));
    return [{ path: path.join('.'), message: issue.message }];
  });
}

/** A query by name. A name twice, and text that can't be stored, are refused by name. */
export function readQuery(search: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of search) {
    const problem = name in query ? 'Given twice.' : textProblem(`${name}${value}`);
    if (problem)
      throw new HttpProblem(400, 'invalid_input', `${cut(name)}: ${problem}`, {
        errors: [{ path: cut(name), message: problem }],
      });
    query[name] = value;
  }
  return { ...query };
}

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
