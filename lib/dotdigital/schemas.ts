export {
  contactStatuses,
  isSendable,
  sendableStatuses,
  statusWord,
  wishStatuses,
  type ContactStatus,
} from './contact-status';

/** What Dotdigital does with an answer to a campaign. */
export const replyActions = ['Unset', 'WebMailForward', 'Webmail', 'Delete'] as const;
export type ReplyAction = (typeof replyActions)[number];
