import { fetchSignedIn } from '@/components/session/fetch-signed-in';

const unreachable = 'The server could not be reached. Try again in a moment.';

/** Asks one of our GET routes; what it says against it becomes the error's text, `otherwise` where it says nothing. */
export const ask = async <T>(path: string, signal?: AbortSignal, otherwise = unreachable): Promise<T> =>
  answerOf<T>(await fetchSignedIn(path, { signal }), otherwise);

/** What a route answered. Throws what it says against the question, for a person. */
export async function answerOf<T>(answer: Response, otherwise: string): Promise<T> {
  if (answer.ok) return (await answer.json()) as T;
  const problem: unknown = await answer.json().catch(() => null);
  throw new Error(
    typeof problem === 'object' && problem !== null && 'detail' in problem && problem.detail
      ? String(problem.detail)
      : otherwise,
  );
}
