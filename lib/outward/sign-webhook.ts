import { createHmac, randomBytes } from 'node:crypto';

const mark = 'whsec_';

/** 32 random bytes, as Standard Webhooks write a secret. */
export const newWebhookSecret = (): string => `${mark}${randomBytes(32).toString('base64')}`;

type Message = { id: string; at: Date; body: string };

/** The headers of Standard Webhooks (standardwebhooks.com), which receivers have libraries for. */
export function webhookHeaders(secret: string, { id, at, body }: Message): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(secret.slice(mark.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
