import { routeTable } from '../../../simulator/route-table';
import type { Stage } from '../stage';

const unknownInt = '2147483000';
const unknownGuid = '00000000-0000-4000-8000-000000000000';
const stranger = `Basic ${Buffer.from('nobody@apiconnector.com:wrong').toString('base64')}`;
const overseas = `Basic ${Buffer.from('apiuser-demo-us@apiconnector.com:sandbox-password').toString('base64')}`;

/** Without credentials, in the wrong region, with ids that do not exist, with a body that is not one. */
export async function driveEveryRouteWrongly({ driver }: Stage): Promise<void> {
  for (const route of routeTable) {
    const operation = `${route.method} ${route.path}`;
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    const params = Object.fromEntries(names.map((name) => [name, strangeValue(name)]));
    if (!route.open) {
      await driver.call(operation, 401, { params, authorization: null });
      await driver.call(operation, 401, { params, authorization: stranger });
    }
    if (!route.open && !route.anyRegion)
      await driver.call(operation, 403, { params, authorization: overseas });
    if (
      route.method === 'GET' &&
      names.some((name) => !/date|status/i.test(name)) &&
      !noSuchThingIsEmpty.has(operation)
    )
      await driver.call(operation, 404, { params });
    if (route.body && !takesNothing.has(operation))
      await driver.call(operation, 400, { params, body: 'a text', wrong: true });
  }
}

function strangeValue(name: string): string {
  if (/^(importId|sendId|enrolmentId|deletionRequestId|deleteId|jobId|lobId)$/.test(name)) return unknownGuid;
  if (/date$/i.test(name)) return '2000-01-01';
  if (/email/i.test(name) || name === 'value') return 'nobody@nowhere.example';
  if (name === 'identifier') return 'email';
  if (name === 'status') return 'Processing';
  if (name === 'mergeOption') return 'Overwrite';
  if (name === 'telephoneNumber') return '447700900123';
  return name === 'id' || /I[dD]$/.test(name) ? unknownInt : 'nothing-here';
}

/** None yet: lists of things that do not exist answer 404 as well. */
const noSuchThingIsEmpty = new Set<string>();

/** fetch sends no body with GET; a single record may be any text, and its collection is looked at first. */
const takesNothing = new Set([
  'GET /v2/contacts/retrieve-collection',
  'PUT /insightData/v3/account/{collectionName}/{recordId}',
  'PUT /insightData/v3/contacts/{identifier}/{value}/{collectionName}/{recordId}',
]);
