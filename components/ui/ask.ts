import { fetchSignedIn } from '@/components/session/fetch-signed-in';

/** Asks one of our GET routes; what it says against it becomes the error's text. */
export async function ask<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await fetchSignedIn(path, signal ? { signal } : {});
  const body: unknown = await answer.json().catch(() => null);
  if (answer.ok) return body as T;
  const detail = body !== null && typeof body === 'object' && 'detail' in body ? body.detail : null;
  throw new Error(
    typeof detail === 'string' ? detail : 'The server could not be reached. Try again in a moment.',
  );
}
