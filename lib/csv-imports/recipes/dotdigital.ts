import type { Recipe } from './recipe';

/** Dotdigital's own downloads: contacts of a list, and suppressed contacts. */
export const dotdigital: Recipe = {
  name: 'dotdigital',
  label: 'Dotdigital',
  signs: [
    ['Email', 'OptInType'],
    ['Email', 'EmailType'],
    ['Email', 'Opt-in type'],
    ['Email', 'LASTSUBSCRIBED'],
  ],
  columns: {
    Email: 'email',
    FIRSTNAME: 'firstName',
    LASTNAME: 'lastName',
    FULLNAME: { field: 'fullName', unless: ['FIRSTNAME', 'LASTNAME'] },
    GENDER: 'gender',
    POSTCODE: 'postalCode',
    MOBILENUMBER: { field: 'mobile', international: true },
    Status: 'consentState',
    'Suppression reason': { field: 'consentState', sense: 'opt-out' },
    'Date suppressed': { field: 'consentState', sense: 'opt-out' },
    OptInType: { field: 'consentState', sense: 'opt-in' },
    'Opt-in type': { field: 'consentState', sense: 'opt-in' },
    LASTSUBSCRIBED: 'consentAt',
    EmailType: null,
    'Email type': null,
  },
};
