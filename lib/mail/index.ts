export { html } from './html';
export { checkMailServer } from './check-mail-server';
export { removeOldMail, rotateMail } from './keep-mail';
export { mailServerView, mailSetup, missingForMail, requireMail } from './mail-setup';
export { queueMail, withdrawMail } from './queue-mail';
export { findDueMail, findLastMail, sendMail } from './send-mail';
export { writeMail } from './write-mail';
