import { expect, test } from 'vitest';
import { read, testApi } from './test-api';

test('consents of SMS and push come and go beside that of mail, each with its words', async () => {
  const api = await testApi();
  const made = await api.call('POST', '/contacts', {
    firstName: 'Nobody’s mail',
    mobile: '+44 7911 123456',
    smsConsent: { state: 'given', text: 'Text me.', at: '2026-01-02T00:00:00Z' },
  });
  expect(made.status).toBe(201);
  const path = `/contacts/${String(read(made, 'id'))}`;
  expect(made.body).toMatchObject({
    consent: { state: 'unknown', at: null },
    smsConsent: { state: 'given', at: '2026-01-02T00:00:00.000Z' },
    pushConsent: { state: 'unknown', at: null },
  });
  const changed = await api.call('PATCH', path, {
    smsConsent: { state: 'withdrawn' },
    pushConsent: { state: 'given', text: 'Allow' },
  });
  expect(changed.body).toMatchObject({ smsConsent: { state: 'withdrawn' }, pushConsent: { state: 'given' } });

  const wordless = await api.call('PATCH', path, { smsConsent: { state: 'given' } });
  expect(wordless.status).toBe(400);
  expect(wordless.text).toContain('smsConsent.text');
  const ahead = await api.call('PATCH', path, {
    pushConsent: { state: 'withdrawn', at: '2999-01-01T00:00:00Z' },
  });
  expect(ahead.status).toBe(400);
  expect(ahead.text).toContain('pushConsent.at');
});
