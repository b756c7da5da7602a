export {
  contactStatuses,
  isSendable,
  sendableStatuses,
  statusWord,
  type ContactStatus,
} from './contact-status';
export { replyActions, type ReplyAction } from './reply-actions';
