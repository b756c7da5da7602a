export {
  contactStatuses,
  isSendable,
  sendableSmsStatuses,
  sendableStatuses,
  smsStatuses,
  statusWord,
  wishStatuses,
  type ContactStatus,
} from './contact-status';

/** What Dotdigital does with an answer to a campaign. */
export const replyActions = ['Unset', 'WebMailForward', 'Webmail', 'Delete'] as const;
export type ReplyAction = (typeof replyActions)[number];

/** Collections of insight data: Dotdigital's own types, under the names that its own shop connectors use. */
export const insightCollections = {
  orders: { name: 'Orders', type: 'orders' },
  carts: { name: 'CartInsight', type: 'cartInsight' },
} as const;
