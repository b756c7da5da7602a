import { callOutward, type OutwardOptions } from './call-outward';
import { webhookHeaders } from './sign-webhook';
import { outcomeOf, outcomeOfError, type WebhookOutcome } from './webhook-outcome';

type Message = {
  url: string;
  /** JSON. */
  body: string;
  /** The id of all attempts. */
  id: string;
  /** Signs it; null: who knows the address is who may write there. */
  secret: string | null;
};

/** One attempt to tell an address something, and what it came to; null: it was stopped. */
export async function tellReceiver(
  { url, body, id, secret }: Message,
  { at, ...options }: Pick<OutwardOptions, 'allowedHosts' | 'signal'> & { at: Date },
): Promise<WebhookOutcome | null> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Dotbridge',
    ...(secret === null ? {} : webhookHeaders(secret, { id, at, body })),
  };
  try {
    const answer = await callOutward(
      { url, method: 'POST', headers, body, types: ['application/json', 'text/plain'] },
      options,
    );
    return outcomeOf(answer, secret ?? url, at);
  } catch (error) {
    return outcomeOfError(error);
  }
}
