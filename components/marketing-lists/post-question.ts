import { fetchSignedIn } from '@/components/session/fetch-signed-in';

/** Asks by POST, since a filter or a pasted list is too long for an address; changes nothing. Throws what the server says, for a person. */
export async function postQuestion<Answer>(
  address: string,
  body: string,
  signal: AbortSignal,
  otherwise: string,
): Promise<Answer> {
  return answerOf<Answer>(
    await fetchSignedIn(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal,
    }),
    otherwise,
  );
}

export async function getAnswer<Answer>(
  address: string,
  signal: AbortSignal | undefined,
  otherwise: string,
): Promise<Answer> {
  return answerOf<Answer>(await fetchSignedIn(address, { signal }), otherwise);
}

async function answerOf<Answer>(response: Response, otherwise: string): Promise<Answer> {
  if (response.ok) return (await response.json()) as Answer;
  const problem: unknown = await response.json().catch(() => null);
  throw new Error(
    typeof problem === 'object' && problem !== null && 'detail' in problem && problem.detail
      ? String(problem.detail)
      : otherwise,
  );
}
