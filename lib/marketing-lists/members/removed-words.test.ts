import { expect, test } from 'vitest';
import { outView } from './removed-words';

const by = (why: string): string | null =>
  outView({
    recordId: 1n,
    name: 'Ada',
    email: null,
    why,
    since: null,
    removedBy: 'Mira',
    cause: null,
    stillMatches: true,
  }).by;

test.each([
  ['removed_by_hand', 'Mira'],
  ['not_on_list', 'the list itself'],
  ['opted_out', 'the person'],
  ['opted_out_sms', 'the person'],
  ['no_consent', 'the integration'],
  ['no_sms_consent', 'the integration'],
  ['sms_unsubscribed', 'Dotdigital'],
  ['HardBounced', 'Dotdigital'],
])('%s was said by %s', (why, who) => expect(by(why)).toBe(who));
