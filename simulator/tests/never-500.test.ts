import { describe, expect, it } from 'vitest';
import { pick, randomStream } from '../engine/random';
import { routeTable } from '../route-table';
import { useSandbox } from './sandbox';

const ids = [
  '0',
  '1',
  '-1',
  '900001',
  '7305',
  '51001',
  '2147483647',
  '2147483648',
  '99999999999',
  'abc',
  'null',
  '1e3',
  '0x10',
] as const;
const texts = [
  'ines@example.net',
  'x',
  '%',
  "' OR 1=1 --",
  '😀',
  '../..',
  'a'.repeat(300),
  '\u0000',
  'Test',
  '2026-01-01',
  '00000000-0000-4000-8000-000000000000',
  'Finished',
  '2',
] as const;
const odd = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e300,
  '',
  'text',
  [],
  {},
  [null],
  [1, 'a', {}],
  { key: null },
  '2026-02-30',
  'ü'.repeat(2000),
  { contacts: {} },
  [[[[]]]],
] as const;
const keys = [
  'id',
  'name',
  'email',
  'Email',
  'dataFields',
  'contacts',
  'contact',
  'unsubscribedContact',
  'addressBookIds',
  'contactIds',
  'campaignId',
  'sendDate',
  'splitTestOptions',
  'fileName',
  'data',
  'type',
  'visibility',
  'defaultValue',
  'htmlContent',
  'plainTextContent',
  'subject',
  'fromName',
  'fromAddress',
  'json',
  'key',
  'contactIdentifier',
  'preferences',
  'consentFields',
  'programId',
  'addressBooks',
  'toAddresses',
  'identifiers',
  'lists',
  'channelProperties',
  'records',
  'collectionName',
  'collectionScope',
  'keys',
  'subscribedEventTypes',
  'alertsConfiguration',
  'mergeOption',
  'subjects',
  'isOptedIn',
  'categoryId',
  'optInType',
  'status',
  'message',
] as const;

describe('whatever is asked', () => {
  const sandbox = useSandbox({ contacts: 3 });

  it('no route ever answers 500 of itself, and every failure is one in the words of its version', async () => {
    await sandbox.book('Fuzzed', 3);
    await sandbox.control('POST', '/campaigns', { addressBookIds: [7305] });
    await sandbox.settings({
      sendsPerHour: 1_000_000,
      enrolmentsPerHour: 1_000_000,
      maxActiveImports: 1_000_000,
    });
    const random = randomStream('never 500');
    const value = (depth: number): unknown => {
      if (depth === 0 || random() < 0.4)
        return random() < 0.5
          ? pick(random, odd)
          : random() < 0.5
            ? pick(random, texts)
            : Number(pick(random, ids));
      if (random() < 0.3) return Array.from({ length: Math.floor(random() * 3) }, () => value(depth - 1));
      return Object.fromEntries(
        Array.from({ length: 1 + Math.floor(random() * 5) }, () => [pick(random, keys), value(depth - 1)]),
      );
    };
    const broken: unknown[] = [];
    for (let round = 0; round < 6; round++) {
      for (const route of routeTable) {
        if (route.path === '/v2/accounts/empty-recycle-bin') continue;
        const path = route.path.replace(/\{\w+\}/g, () =>
          encodeURIComponent(random() < 0.6 ? pick(random, ids) : pick(random, texts)),
        );
        const query =
          random() < 0.4
            ? `?select=${pick(random, ids)}&skip=${pick(random, ids)}&limit=${pick(random, ids)}&marker=${encodeURIComponent(pick(random, texts))}&~listId=${pick(random, ids)}&withFullData=${encodeURIComponent(pick(random, texts))}`
            : '';
        const body = route.method === 'GET' ? undefined : value(3);
        const answer = await sandbox.call<unknown>(
          route.method,
          path + query,
          body === undefined ? {} : { body },
        );
        const told =
          answer.status < 400 ||
          /ERROR_[A-Z_]+|"errorCode"|"error"|file must be valid|No HTTP resource|<!DOCTYPE|Cannot|"title"/.test(
            answer.text,
          );
        if (answer.status >= 500 || !told)
          broken.push([
            route.method,
            path + query,
            JSON.stringify(body),
            answer.status,
            answer.text.slice(0, 200),
          ]);
      }
      await sandbox.advance('PT10S');
    }
    expect(broken).toEqual([]);
  });
});
