import type { Recipe } from './recipe';

const fromOrders = 'Is worked out here from orders.';

/** WooCommerce › Analytics › Customers › Download. */
export const wooCommerce: Recipe = {
  name: 'woocommerce',
  label: 'WooCommerce',
  signs: [
    ['Username', 'Total Spend', 'AOV'],
    ['Sign Up', 'AOV', 'Email'],
    ['billing_email', 'billing_first_name'],
  ],
  columns: {
    Name: 'fullName',
    Email: 'email',
    'Country / Region': 'country',
    City: 'city',
    Region: 'region',
    'Postal Code': 'postalCode',
    billing_first_name: 'firstName',
    billing_last_name: 'lastName',
    billing_email: 'email',
    billing_phone: 'phone',
    billing_company: 'company',
    billing_address_1: 'street',
    billing_city: 'city',
    billing_state: 'region',
    billing_postcode: 'postalCode',
    billing_country: 'country',
    Username: null,
    'Last Active': null,
    'Sign Up': null,
    Orders: { field: null, note: fromOrders },
    'Total Spend': { field: null, note: fromOrders },
    AOV: { field: null, note: fromOrders },
  },
};
