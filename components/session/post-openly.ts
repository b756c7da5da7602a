import { failed, ok, type Result } from '@/lib/result';

type Problem = { code: string; detail: string; errors?: { path: string; message: string }[] };

/** To a route for people who are not signed in, answered as an action answers. */
export async function postOpenly<Data>(path: string, body: object): Promise<Result<Data>> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.ok) return ok((await answer.json()) as Data);
  const { code, detail, errors = [] } = (await answer.json()) as Problem;
  return failed({
    code,
    message: detail,
    fieldErrors: Object.fromEntries(errors.map((error) => [error.path, error.message])),
  });
}
