export { contactStatuses, canResubscribe, isSendable, sendableStatuses, statusWord, type ContactStatus } from './contact-status';
