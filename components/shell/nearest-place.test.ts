import { expect, it } from 'vitest';
import { navigation, places } from './nav';
import { nearestPlace } from './nearest-place';

const known = places(navigation());
const near = (path: string): string | undefined => nearestPlace(path, known)?.label;

it('offers the place above an address that leads nowhere', () => {
  expect(near('/contacts/999999')).toBe('Contacts');
  expect(near('/integrations/7/nothing/here')).toBe('Manage Integrations');
  expect(near('/dotdigital/data-fields/gone')).toBe('Data Fields');
});

it('offers the place that is spelled most like it', () => {
  expect(near('/contcats')).toBe('Contacts');
  expect(near('/Marketing_Lists')).toBe('Marketing Lists');
  expect(near('/email-campaign/12')).toBe('Email Campaigns');
  expect(near('/marketing-campaign')).toBe('Marketing Campaigns');
  expect(near('/data-field-mapping')).toBe('Data Field Mappings');
  expect(near('/user')).toBe('Users');
});

it('offers nothing where nothing is like it, and no place that isn’t in the menu', () => {
  expect(near('/wp-admin/setup.php')).toBeUndefined();
  expect(nearestPlace('/user', places(navigation({ hidden: ['/users'] })))).toBeNull();
});
