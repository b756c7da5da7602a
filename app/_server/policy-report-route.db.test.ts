import { expect, onTestFinished, test } from 'vitest';
import { createLogger } from '@/lib/logger';
import { policyReportRoute, reportLimits } from './policy-report-route';

const single = 'application/csp-report';
const several = 'application/reports+json';
const page = 'http://localhost:3000/contacts/12?q=tove%40lund.example';

const byUri = (report: object = {}) =>
  JSON.stringify({
    'csp-report': {
      'document-uri': page,
      referrer: '',
      'violated-directive': "script-src 'nonce-x'",
      'effective-directive': 'script-src-elem',
      'original-policy': "default-src 'self'",
      'blocked-uri': 'https://evil.example:8443/x.js?token=canary',
      ...report,
    },
  });

const byApi = (body: object = {}) => ({
  type: 'csp-violation',
  age: 12,
  url: page,
  user_agent: 'A browser',
  body: { documentURL: page, blockedURL: 'inline', effectiveDirective: 'style-src-elem', ...body },
});

/** A route of its own, with what it wrote down. */
function door() {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger('info', { write: (line) => void lines.push(JSON.parse(line)) });
  const post = policyReportRoute(() => log);
  const send = async (
    body: string | Uint8Array<ArrayBuffer>,
    type: string | null = single,
    headers: Record<string, string> = {},
  ) => {
    const answer = await post(
      new Request('http://localhost:3000/api/csp-reports', {
        method: 'POST',
        body,
        headers: { ...(type === null ? {} : { 'content-type': type }), ...headers },
      }),
    );
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  return { lines, send };
}

test('a report in either form is one line: directive, host and path, neither query nor token nor address', async () => {
  const { lines, send } = door();
  expect(await send(byUri())).toMatchObject({ status: 204, text: '' });
  expect(await send(JSON.stringify([byApi(), byApi({ blockedURL: null })]), several)).toMatchObject({
    status: 204,
  });
  expect(lines.map(({ directive, blocked, page: path }) => [directive, blocked, path])).toEqual([
    ['script-src-elem', 'evil.example:8443', '/contacts/12'],
    ['style-src-elem', 'inline', '/contacts/12'],
    ['style-src-elem', 'unknown', '/contacts/12'],
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/canary|tove|lund/);
});

test('what is written down is of our pages, short and plain, whatever was sent', async () => {
  const { lines, send } = door();
  const odd = {
    'effective-directive': 'x'.repeat(5_000),
    'blocked-uri': 'javascript:alert(\u001b[31m)//tove@lund.example',
    'document-uri': `http://localhost:3000/tove@lund.example/${'a'.repeat(200)}/set-password${'/a'.repeat(50)}#canary`,
  };
  expect((await send(byUri(odd))).status).toBe(204);
  expect((await send(byUri({ 'document-uri': 'https://evil.example/contacts' }))).status).toBe(204);
  expect((await send(byUri({ 'document-uri': 'about:blank' }))).status).toBe(204);
  expect(lines).toMatchObject([
    { directive: 'unknown', blocked: 'javascript:', page: '/…/…/set-password/a/a/a/a' },
  ]);
});

test.each([
  ['a form', byUri(), 'application/x-www-form-urlencoded', 415],
  ['JSON of another kind', byUri(), 'application/json', 415],
  ['no type', new Uint8Array([0x7b, 0x7d]), null, 415],
  ['what breaks off', byUri().slice(0, 50), single, 400],
  ['nothing', '', single, 400],
  ['a text', '"x"', single, 400],
  ['a list of nothing', '[]', several, 400],
  ['a key twice', '{"csp-report":{},"csp-report":{}}', single, 400],
  ['a prototype', '{"csp-report":{"document-uri":"x","__proto__":{"a":1}}}', single, 400],
  ['a thousand deep', '['.repeat(1_000), several, 400],
  ['objects for texts', byUri({ 'document-uri': { a: 1 } }), single, 400],
  ['a hundred at once', JSON.stringify(Array.from({ length: 100 }, () => ({ type: 'x' }))), several, 400],
  ['another kind of report', JSON.stringify([{ ...byApi(), type: 'deprecation' }]), several, 400],
  ['bytes that are no text', new Uint8Array([0x7b, 0xff, 0x7d]), single, 400],
  ['more than is read', `"${'x'.repeat(50_000)}"`, single, 413],
])('%s is refused in words, without a line', async (_, body, type, status) => {
  const { lines, send } = door();
  const told = await send(body, type);
  expect([told.status, told.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
  expect(told.text).not.toMatch(/node_modules|\bat async\b|\.ts:/);
  expect(lines).toEqual([]);
});

test('one address has so many reports, all together have more, and further ones are refused unread', async () => {
  const { dotbridgePeerHeader } = globalThis;
  onTestFinished(() => {
    globalThis.dotbridgePeerHeader = dotbridgePeerHeader;
  });
  globalThis.dotbridgePeerHeader = 'x-peer-test';
  const { lines, send } = door();
  const from = (address: string) => send(byUri(), single, { 'x-peer-test': address });
  for (let n = 0; n < reportLimits.ofOne; n += 1) expect((await from('192.0.2.1')).status).toBe(204);
  const refused = await from('192.0.2.1');
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  const others = Array.from({ length: reportLimits.ofAll }, (_, n) => `198.51.100.${n % 250}`);
  const statuses = await Promise.all(others.map(async (address) => (await from(address)).status));
  expect(statuses.filter((status) => status === 204).length).toBe(reportLimits.ofAll - reportLimits.ofOne);
  expect(lines.length).toBe(reportLimits.ofAll);
});
