import { describe, expect, it } from 'vitest';
import { readFaultReason } from './fault-reasons';
import { readFaults } from './read-faults';

describe('a reason', () => {
  it.each([
    ['Hard bounced', 'skipped', 'HardBounced'],
    ['Hard Bounced', 'skipped', 'HardBounced'],
    [' unsubscribed ', 'skipped', 'Unsubscribed'],
    ['Globally Suppressed', 'skipped', 'SharedSuppression'],
    ['Suppressed by you', 'skipped', 'Suppressed'],
    ['Complained to ISP', 'skipped', 'IspComplained'],
    ['Isp Complaints', 'skipped', 'IspComplained'],
    ['Domain Suppressed', 'skipped', 'DomainSuppression'],
    ['Suppressed by Domain', 'skipped', 'DomainSuppression'],
    ['Invalid Email', 'rejected', 'invalid_at_dotdigital'],
    ['Invalid Entries', 'rejected', 'invalid_at_dotdigital'],
    ['Failures', 'rejected', 'failures'],
    ['GloballySuppressed', 'skipped', 'SharedSuppression'],
    ['SuppressedByDomain', 'skipped', 'DomainSuppression'],
    ['invalidEmail', 'rejected', 'invalid_at_dotdigital'],
    ['InvalidDomain', 'rejected', 'invalid_at_dotdigital'],
    ['duplicateIdentifier', 'rejected', 'duplicate_at_dotdigital'],
    ['InvalidContact', 'rejected', 'failures'],
    ['ApiSchemaViolation', 'rejected', 'failures'],
    ['Soft bounced', 'rejected', 'SoftBounced'],
    ['Something new', 'rejected', 'other'],
  ])('%s means %s (%s)', (text, outcome, code) => {
    expect(readFaultReason(text)).toMatchObject({ outcome, code, text: text.trim() });
  });
});

describe('faults', () => {
  it('come down to one per address, in whatever case and with whatever blanks it stands', async () => {
    const faults = await readFaults([
      { reason: 'Unsubscribed', columns: { Email: ' Ines@Example.NET ' } },
      { reason: 'Hard bounced', columns: { Email: 'ines@example.net' } },
      { reason: 'Invalid Email', columns: { email: 'not an address' } },
      { reason: 'Failures', columns: { Other: 'x' } },
    ]);
    expect(faults.map(({ key, code }) => [key, code])).toEqual([
      ['ines@example.net', 'Unsubscribed'],
      ['not an address', 'invalid_at_dotdigital'],
    ]);
  });
});
