import { fetchSignedIn } from '@/components/session/fetch-signed-in';
import { answerOf } from '@/components/ui/ask';

/** Asks by POST, since a filter or a pasted list is too long for an address; changes nothing. Throws what the server says, for a person. */
export const postQuestion = async <Answer>(
  address: string,
  body: string,
  signal: AbortSignal,
  otherwise: string,
): Promise<Answer> =>
  answerOf<Answer>(
    await fetchSignedIn(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal,
    }),
    otherwise,
  );
