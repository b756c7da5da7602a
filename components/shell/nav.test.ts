import { expect, test } from 'vitest';
import { navigation, places } from './nav';

const under = (hint: string, state?: Parameters<typeof navigation>[0]) =>
  places(navigation(state)).flatMap((place) => (place.hint === hint ? [[place.label, place.href]] : []));

test('what people look for stands under its words, in its order', () => {
  expect(under('Marketing › Dotdigital')).toEqual([
    ['Email Studio', '/dotdigital/email-studio'],
    ['Data Fields', '/dotdigital/data-fields'],
    ['Data Field Mappings', '/dotdigital/data-field-mappings'],
    ['Automations', '/dotdigital/automations'],
  ]);
  expect(under('System › Settings')).toContainEqual(['Dotdigital', '/settings/dotdigital']);
});

test('the Dotdigital group shows once there is an integration, to whoever may open it', () => {
  expect(under('Marketing › Dotdigital', { showDotdigital: false })).toEqual([]);
  expect(under('Marketing › Dotdigital', { hidden: ['/dotdigital/email-studio'] })).toEqual([]);
  expect(under('Marketing', { showDotdigital: false })).toHaveLength(3);
});
