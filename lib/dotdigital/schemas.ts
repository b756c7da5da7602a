export {
  contactStatuses,
  isSendable,
  sendableStatuses,
  statusWord,
  type ContactStatus,
} from './contact-status';
