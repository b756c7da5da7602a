import { expect, test } from 'vitest';
import { clientAddress } from './client-address';

const asked = (headers: Record<string, string>, proxies: number, peerHeader = 'x-peer') =>
  clientAddress((name) => headers[name] ?? null, { proxies, peerHeader });

test('without a proxy it is who holds the connection, whatever was sent', () => {
  const forged = {
    'x-forwarded-for': '203.0.113.9',
    'x-real-ip': '203.0.113.9',
    'x-peer': '::ffff:192.0.2.4',
  };
  expect(asked(forged, 0)).toBe('192.0.2.4');
  expect(asked({ 'x-forwarded-for': '203.0.113.9' }, 0)).toBeNull();
});

test('behind proxies of ours it is what the outermost saw; what stands left of it is the sender’s word', () => {
  const headers = { 'x-forwarded-for': '10.9.9.9, 203.0.113.9, 198.51.100.7', 'x-peer': '10.0.0.2' };
  expect(asked(headers, 1)).toBe('198.51.100.7');
  expect(asked(headers, 2)).toBe('203.0.113.9');
  expect(asked({ 'x-forwarded-for': '203.0.113.9' }, 2)).toBeNull();
});

test.each([
  ['[2001:db8::1]:4711', '2001:db8::1'],
  ['2001:DB8:0:0::1', '2001:db8::1'],
  ['192.0.2.4:8080', '192.0.2.4'],
  ['unknown', null],
  ['<script>', null],
  ['', null],
])('%s is %s', (sent, address) => {
  expect(asked({ 'x-forwarded-for': sent }, 1)).toBe(address);
});
