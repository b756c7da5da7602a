import type { AlertPlan } from '../plan-alerts';
import type { AlertForm } from '../schemas';

type News = Pick<AlertPlan, 'fresh' | 'over'>;

/** What an address is told, in its form. */
export function messageBody(
  form: AlertForm,
  news: News,
  { applicationUrl, at }: { applicationUrl: string; at: Date },
) {
  const linked = ({ href }: { href: string }): string => `${applicationUrl}${href}`;
  if (form === 'webhook')
    return JSON.stringify({
      at: at.toISOString(),
      began: news.fresh.map((item) => ({
        level: item.tone === 'bad' ? 'failure' : 'waits',
        state: item.state,
        subject: item.subject,
        message: item.message,
        since: item.since,
        url: linked(item),
      })),
      over: news.over.map((item) => ({ state: item.state, subject: item.subject, url: linked(item) })),
    });
  return JSON.stringify({
    text: [
      ...news.fresh.map((item) => `${item.state}: ${item.subject}. ${item.message} ${linked(item)}`),
      ...news.over.map((item) => `No longer: ${item.state}: ${item.subject}. ${linked(item)}`),
    ].join('\n'),
  });
}

/** What is told first, so that whoever entered the address sees whether it arrives. */
export const greetingBody = (form: AlertForm, at: Date): string =>
  form === 'webhook'
    ? JSON.stringify({ at: at.toISOString(), began: [], over: [] })
    : JSON.stringify({ text: 'Dotbridge tells here what needs someone.' });
