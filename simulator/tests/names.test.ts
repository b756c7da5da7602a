import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routeTable } from '../route-table';
import { useSandbox } from './sandbox';

const name = 'Spring';
const mail = {
  subject: 'Hello',
  fromName: 'Northwind',
  fromAddress: { email: 'newsletter@northwind.example' },
  htmlContent: '<a href="http://$UNSUB$">Leave</a>',
  plainTextContent: 'http://$UNSUB$',
};
const split = {
  subjects: ['Hello'],
  fromNames: ['Northwind'],
  fromAddresses: [{ id: 601 }],
  htmlContents: [mail.htmlContent],
  plainTextContents: [mail.plainTextContent],
};
const subscription = {
  subscribedEventTypes: [{ eventType: 'contact.created' }],
  alertsConfiguration: { alertChannels: 'none' },
};

/** A body for every operation that gives something a name; `{id}` is what the operation before it has made. */
const named: Record<string, Record<string, unknown>> = {
  'POST /v2/address-books': { name },
  'PUT /v2/address-books/{id}': { name: 'Autumn' },
  'POST /v2/data-fields': { name: 'SPRING', type: 'String' },
  'POST /v2/campaigns': { name, ...mail },
  'PUT /v2/campaigns/{id}': { name, ...mail },
  'POST /v2/campaigns/split-test': { name, ...split },
  'POST /v2/document-folders/{folderId}': { name },
  'POST /v2/document-folders/{folderId}/documents': { fileName: 'a.pdf', data: 'QUJD' },
  'POST /v2/preferences': { publicName: name, privateName: name },
  'PUT /v2/preferences/{id}': { publicName: name, privateName: name },
  'POST /v2/sms/campaigns': { name, message: 'Hello' },
  'PUT /v2/sms/campaigns/{id}': { name, message: 'Hello' },
  'POST /v2/sms/campaigns/copy': { copyName: name },
  'POST /v2/templates': { name, ...mail },
  'PUT /v2/templates/{id}': { name, ...mail },
  'POST /events/v3/export/subscriptions': { name, ...subscription },
  'PUT /events/v3/export/subscriptions/{subscriptionId}': { name: 'Autumn', ...subscription },
};

const namesIn = (body: object): string[] =>
  Object.keys(body).filter((key) => /^(name|fromName|copyName|fileName|publicName|privateName)$/.test(key));

describe('a name that holds U+0000 is refused', () => {
  const sandbox = useSandbox();

  it('wherever something is named', () => {
    const naming = routeTable
      .filter(({ method, body }) => method !== 'GET' && body instanceof z.ZodObject)
      .filter(({ body }) => namesIn((body as z.ZodObject).shape).length > 0)
      .map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(named).sort()).toEqual(naming.sort());
  });

  let made: Record<string, unknown> = {};
  for (const [operation, body] of Object.entries(named)) {
    it(operation, async () => {
      const [method = '', path = ''] = operation.split(' ');
      const parent = operation.includes('folders/{folderId}/') ? String(made.id) : '0';
      const address = path
        .replace('{folderId}', parent)
        .replace(/\{(id|subscriptionId)\}/, String(made.id ?? made.subscriptionId));
      const given = operation.endsWith('/copy') ? { ...body, campaignId: made.id } : body;
      for (const key of namesIn(given)) {
        const spoilt = { ...given, [key]: `Spr\u0000ing${key === 'fileName' ? '.pdf' : ''}` };
        const { status, text } = await sandbox.call(method, address, { body: spoilt });
        expect([key, status, text]).toEqual([
          key,
          400,
          expect.stringMatching(/ERROR_\w+_?INVALID|events:invalidName/),
        ]);
      }
      const answer = await sandbox.call<Record<string, unknown>>(method, address, { body: given });
      expect([operation, answer.status < 300]).toEqual([operation, true]);
      made = answer.body;
    });
  }
});
