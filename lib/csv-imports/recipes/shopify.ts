import type { Recipe } from './recipe';

const fromOrders = 'Is worked out here from orders.';

/** Shopify › Customers › Export. Ids, zips and telephone numbers stand behind an apostrophe. */
export const shopify: Recipe = {
  name: 'shopify',
  label: 'Shopify',
  signs: [
    ['Accepts Email Marketing'],
    ['Accepts Marketing', 'Total Spent'],
    ['Default Address Zip', 'Total Orders'],
  ],
  columns: {
    'Customer ID': 'externalId',
    'First Name': 'firstName',
    'Last Name': 'lastName',
    Email: 'email',
    'Accepts Email Marketing': { field: 'consentState', sense: 'opt-in' },
    'Accepts Marketing': { field: 'consentState', sense: 'opt-in' },
    'Accepts SMS Marketing': { field: 'smsConsentState', sense: 'opt-in' },
    'Default Address Company': 'company',
    Company: 'company',
    'Default Address Address1': 'street',
    Address1: 'street',
    'Default Address City': 'city',
    City: 'city',
    'Default Address Province Code': 'region',
    'Province Code': 'region',
    'Default Address Country Code': 'country',
    'Country Code': 'country',
    'Default Address Zip': 'postalCode',
    Zip: 'postalCode',
    Phone: 'phone',
    'Default Address Phone': 'phone',
    Tags: 'tags',
    'Default Address Address2': null,
    'Total Spent': { field: null, note: fromOrders },
    'Total Orders': { field: null, note: fromOrders },
    Note: null,
    'Tax Exempt': null,
  },
};
