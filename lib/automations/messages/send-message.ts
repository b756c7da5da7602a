import type { DotdigitalClient } from '@/lib/dotdigital';
import { html } from '@/lib/mail';
import type { MessageAction } from '../actions/message-actions';
import { fillText, type Values } from './fill-text';

export type Addressee = { email: string | null; mobile: string | null; values: Values };

type Sender = Pick<DotdigitalClient, 'sendMail' | 'sendTriggeredCampaign' | 'sendSms'>;

/** One message to one person: one request, which Dotdigital takes or refuses, and tells nothing of afterwards. */
export async function sendMessage(client: Sender, action: MessageAction, to: Addressee): Promise<void> {
  const fill = (text: string): string => fillText(text, to.values);
  switch (action.kind) {
    case 'mail':
      return client.sendMail({
        to: [to.email ?? ''],
        from: action.from,
        subject: oneLine(fill(action.subject)),
        htmlContent: fillText(action.html, to.values, (value) => html`${value}`.text),
        plainTextContent: fill(action.text),
      });
    case 'triggered_campaign':
      return client.sendTriggeredCampaign({
        to: to.email ?? '',
        campaignId: action.campaignId,
        values: action.values.map(({ name, value }) => ({ name, value: fill(value) })),
      });
    case 'sms':
      return client.sendSms(to.mobile ?? '', fill(action.message));
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
