import type { Recipe } from './recipe';

/** Klaviyo › Lists & segments › Export to CSV. */
export const klaviyo: Recipe = {
  name: 'klaviyo',
  label: 'Klaviyo',
  signs: [
    ['Klaviyo ID', 'Email'],
    ['Email Marketing Consent', 'SMS Marketing Consent'],
    ['Email Marketing Consent', 'Email Suppressions'],
  ],
  columns: {
    'Klaviyo ID': 'externalId',
    Email: 'email',
    'First Name': 'firstName',
    'Last Name': 'lastName',
    Organization: 'company',
    Title: 'jobTitle',
    'Phone Number': 'phone',
    Address: 'street',
    City: 'city',
    'State / Region': 'region',
    Country: 'country',
    'Zip Code': 'postalCode',
    Source: 'source',
    Locale: 'language',
    'Email Marketing Consent': { field: 'consentState', sense: 'opt-in' },
    'Email Suppressions': { field: 'consentState', sense: 'opt-out' },
    'Email Marketing Consent Timestamp': 'consentAt',
    'Email Suppressions Timestamp': null,
    'SMS Marketing Consent': { field: 'smsConsentState', sense: 'opt-in' },
    'SMS Marketing Consent Timestamp': 'smsConsentAt',
    'Address 2': null,
    'IP Address': null,
    'Date Added': null,
  },
};
