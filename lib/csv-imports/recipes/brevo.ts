import type { Recipe } from './recipe';

/** Brevo (Sendinblue) › Contacts › Export. SMS is a mobile number with its country and without the plus. */
export const brevo: Recipe = {
  name: 'brevo',
  label: 'Brevo',
  signs: [
    ['EMAIL', 'EMAIL_BLACKLISTED'],
    ['EMAIL', 'SMS_BLACKLISTED'],
    ['EMAIL', 'ADDED_TIME', 'MODIFIED_TIME'],
    ['CONTACT ID', 'EMAIL', 'DOUBLE_OPT-IN'],
  ],
  columns: {
    EMAIL: 'email',
    FIRSTNAME: 'firstName',
    PRENOM: 'firstName',
    VORNAME: 'firstName',
    LASTNAME: 'lastName',
    NOM: 'lastName',
    NACHNAME: 'lastName',
    SMS: { field: 'mobile', international: true },
    WHATSAPP: { field: 'mobile', international: true },
    LANDLINE_NUMBER: 'phone',
    EXT_ID: 'externalId',
    JOB_TITLE: 'jobTitle',
    EMAIL_BLACKLISTED: { field: 'consentState', sense: 'opt-out' },
    SMS_BLACKLISTED: { field: 'smsConsentState', sense: 'opt-out' },
    'DOUBLE_OPT-IN': null,
    'CONTACT ID': null,
    ADDED_TIME: null,
    MODIFIED_TIME: null,
  },
};
