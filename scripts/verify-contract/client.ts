import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  contactStatuses,
  createDotdigitalClient,
  importStates,
  type DotdigitalClient,
} from '../../lib/dotdigital';
import { startSimulator } from '../../simulator/start';
import { clientCalls, collection, contacts, content, documents, type ClientWorld } from './client-calls';
import { generate, variants, type Variant } from './generate-answers';
import { isObject, type Json, type JsonObject } from './json-schema';
import { listen } from './listen';
import type { CheckRow } from './report';
import { loadVendor, type VendorOperation } from './vendor';

/** What of Dotdigital's services the client speaks. */
const spoken = ['v2-openapi.json', 'insight-data-v3-openapi.json', 'contacts-v3-openapi.json'];

/**
 * The client's half of the contract: what it asks of the sandbox is held against the vendor's description, and it must
 * take whatever the description lets the vendor answer.
 */
export async function verifyClient(folder: string): Promise<CheckRow[]> {
  const rows = new Map<string, CheckRow>();
  const rowOf = (operation: string): CheckRow => {
    const row = rows.get(operation) ?? { side: 'client', operation, seen: '', passed: 0, failures: [] };
    rows.set(operation, row);
    return row;
  };
  const vendor = loadVendor(folder).filter(({ file }) => spoken.includes(file));
  await checkRequests(vendor, rowOf);
  const description = readDescription(folder);
  await checkAnswers(description, rowOf);
  checkWords(description, rowOf);
  return [...rows.values()];
}

type RowOf = (operation: string) => CheckRow;

function note(row: CheckRow, what: string, complaints: string[]): void {
  if (!row.seen.includes(what)) row.seen = row.seen === '' ? what : `${row.seen}, ${what}`;
  if (complaints.length === 0) row.passed += 1;
  else row.failures.push(...complaints.map((line) => `${what}: ${line}`));
}

/** Every method against the sandbox, through a listener that looks at each request on its way. */
async function checkRequests(vendor: VendorOperation[], rowOf: RowOf): Promise<void> {
  const sandbox = await startSimulator({ settings: { importSeconds: 0 } });
  const listener = await listen(async (request, response, body) => {
    const path = request.url ?? '/';
    const operation = findOperation(vendor, request.method ?? 'GET', path);
    if (operation === undefined)
      note(rowOf(`${request.method} ${path.split('?')[0]}`), 'request', ['the description has no such call']);
    else
      note(rowOf(`${operation.method} ${operation.path}`), 'request', complaintsOf(operation, request, body));
    const answer = await fetch(`${sandbox.url}${path}`, {
      method: request.method ?? 'GET',
      headers: {
        authorization: request.headers.authorization ?? '',
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === '' ? {} : { body }),
    });
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'application/json',
    });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  try {
    const world = await prepare(sandbox.url);
    await callEverything(listener.url, world, (method, complaints) =>
      note(rowOf(`client.${method}`), 'sandbox', complaints),
    );
  } finally {
    await listener.close();
    await sandbox.close();
  }
}

/** Every method against answers made from the description. */
async function checkAnswers(description: Description, rowOf: RowOf): Promise<void> {
  for (const variant of variants) {
    const listener = await listen(async (request, response) =>
      answerFromDescription(description, variant, request, response),
    );
    const guid = '3f0c6c1e-7a55-4b0e-9a0d-2f6a0e6b1c11';
    const world = {
      bookId: 7,
      contactId: 7,
      campaignId: 7,
      draftId: 7,
      fromAddressId: 7,
      templateId: 7,
      importId: guid,
      deletionId: guid,
      sendId: guid,
      programId: 7,
      enrolmentId: guid,
      triggeredId: 7,
      insightImports: { v3: guid, v2: guid },
      contactImportId: guid,
    };
    await callEverything(listener.url, world, (method, complaints) =>
      note(rowOf(`client.${method}`), `${variant} answers`, complaints),
    );
    await listener.close();
  }
}

/** The words the vendor has for a contact's and an import's state are all known here. */
function checkWords(description: Description, rowOf: RowOf): void {
  const components = description[0]?.components ?? {};
  const words = (name: string): Json[] => {
    const schema = components[name];
    return isObject(schema) && Array.isArray(schema.enum) ? schema.enum : [];
  };
  const tables: [string, string[]][] = [
    ['ApiContactStatuses', Object.keys(contactStatuses)],
    ['ApiContactImportStatuses', [...importStates, 'NotAvailableInThisVersion']],
  ];
  for (const [name, known] of tables) {
    const unknown = words(name).filter((word) => !known.includes(String(word)));
    note(
      rowOf(name),
      `${words(name).length} words`,
      unknown.map((word) => `${String(word)} is not known`),
    );
  }
}

async function callEverything(
  url: string,
  world: ClientWorld,
  tell: (method: string, complaints: string[]) => void,
): Promise<void> {
  const client: DotdigitalClient = createDotdigitalClient({
    endpoint: url,
    username: 'apiuser-demo@apiconnector.com',
    password: 'sandbox-password',
    allowedHosts: [new URL(url).host],
    retry: { retries: 0 },
    timeoutMs: 20_000,
  });
  for (const [method, calls] of Object.entries(clientCalls)) {
    for (const call of calls) {
      try {
        tell(
          method,
          (await call(client, world)).map((reason) => `a row was set aside: ${reason}`),
        );
      } catch (error) {
        tell(method, [error instanceof Error ? error.message : String(error)]);
      }
    }
  }
  await client.close();
}

/** A book with people, an import that ended, a campaign that was sent. */
async function prepare(url: string): Promise<ClientWorld> {
  const control = async (path: string, body: unknown): Promise<void> => {
    const answer = await fetch(`${url}/_control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`_control/${path}: ${answer.status} ${await answer.text()}`);
  };
  const client = createDotdigitalClient({
    endpoint: url,
    username: 'apiuser-demo@apiconnector.com',
    password: 'sandbox-password',
    allowedHosts: [new URL(url).host],
  });
  const { id: bookId } = await client.createAddressBook({ name: 'Newsletter', visibility: 'Private' });
  const csv = Buffer.from(
    'Email,FIRSTNAME\nines+x@example.net,Ines\nbo@example.net,Bo\ngone@example.net,G\nnot-an-address,X\n',
  );
  const { importId } = await client.startImport(bookId, { fileName: 'contacts.csv', csv });
  for (
    let tries = 0;
    tries < 200 && (await client.importStatus(importId)).status === 'NotFinished';
    tries += 1
  )
    await wait(25);
  const contactId = (await client.contactByEmail('bo@example.net'))?.id ?? 0;
  await control('campaigns', { name: 'Spring sale', addressBookIds: [bookId] });
  await control('clock', { advance: 'P2D' });
  let campaignId = 0;
  for await (const { rows } of client.campaignsOfBook(bookId)) campaignId = rows[0]?.id ?? campaignId;
  const other = await client.createAddressBook({ name: 'Another', visibility: 'Private' });
  const { deletionId } = await client.removeFromBook(other.id, [contactId]);
  let fromAddressId = 0;
  for await (const { rows } of client.fromAddresses()) fromAddressId = rows[0]?.id ?? fromAddressId;
  const { id: draftId } = await client.createCampaign({ ...content, fromAddressId });
  const { sendId } = await client.sendCampaign({ campaignId, bookId, at: null });
  await control('campaigns', { name: 'Thanks for order @ORDER@', kind: 'Triggered' });
  let triggeredId = 0;
  for await (const { rows } of client.triggeredCampaigns()) triggeredId = rows[0]?.id ?? triggeredId;
  await control('programs', { name: 'Welcome', status: 'Active' });
  let programId = 0;
  for await (const { rows } of client.programs()) programId = rows[0]?.id ?? programId;
  const { importId: contactImportId } = await client.startContactImport({ contacts });
  const { id: enrolmentId } = await client.enrol(programId, [contactId]);
  await control('clock', { advance: 'PT10S' });
  await client.close();
  const templateId = await createTemplate(url);
  const insightImports = await importInsight(url);
  return {
    contactImportId: contactImportId ?? '',
    insightImports,
    bookId,
    contactId,
    campaignId,
    draftId,
    fromAddressId,
    templateId,
    importId,
    deletionId: deletionId ?? '',
    sendId,
    programId,
    enrolmentId,
    triggeredId,
  };
}

/** One that has ended, by each service. */
async function importInsight(url: string): Promise<ClientWorld['insightImports']> {
  const client = createDotdigitalClient({
    endpoint: url,
    username: 'apiuser-demo@apiconnector.com',
    password: 'sandbox-password',
    allowedHosts: [new URL(url).host],
  });
  const imports = {
    v3: (await client.importInsight({ ...collection, api: 'v3' }, documents)) ?? '',
    v2: (await client.importInsight({ ...collection, api: 'v2' }, documents)) ?? '',
  };
  for (const api of ['v3', 'v2'] as const)
    for (
      let tries = 0;
      tries < 200 && (await client.insightImport(api, imports[api])).state === 'working';
      tries += 1
    )
      await wait(25);
  await client.close();
  return imports;
}

/** The client reads templates and makes none. */
async function createTemplate(url: string): Promise<number> {
  const answer = await fetch(`${url}/v2/templates`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(content),
  });
  return ((await answer.json()) as { id: number }).id;
}

type Description = {
  method: string;
  path: string;
  operation: JsonObject;
  components: JsonObject;
}[];

const readDescription = (folder: string): Description =>
  spoken
    .filter((file) => existsSync(join(folder, file)))
    .flatMap((file) => {
      const whole = JSON.parse(readFileSync(join(folder, file), 'utf8')) as JsonObject;
      const components =
        isObject(whole.components) && isObject(whole.components.schemas) ? whole.components.schemas : {};
      return Object.entries(isObject(whole.paths) ? whole.paths : {}).flatMap(([path, item]) =>
        Object.entries(isObject(item) ? item : {}).flatMap(([method, operation]) =>
          isObject(operation) ? [{ method: method.toUpperCase(), path, operation, components }] : [],
        ),
      );
    });

function answerFromDescription(
  description: Description,
  variant: Variant,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const address = request.url ?? '/';
  const found = findOperation(description, request.method ?? 'GET', address);
  const components = found?.components ?? {};
  const [status = '404', answer] =
    Object.entries(found && isObject(found.operation.responses) ? found.operation.responses : {})[0] ?? [];
  const content = isObject(answer) && isObject(answer.content) ? answer.content : {};
  const [type = 'application/json', media] = Object.entries(content)[0] ?? [];
  const schema = isObject(media) ? media.schema : undefined;
  response.writeHead(Number(status), { 'content-type': type });
  if (schema === undefined) response.end();
  else if (type !== 'application/json') response.end(generate(schema, components, variant)[0]);
  else
    response.end(
      JSON.stringify(
        isObject(schema) && schema.type === 'array'
          ? rowsOf(schema, components, variant, address)
          : oneOf(schema, components, variant, address),
      ),
    );
}

/** Every value there may be on the first page, nothing on the second. */
function rowsOf(schema: JsonObject, components: JsonObject, variant: Variant, address: string): Json[] {
  const isFirst = (new URL(address, 'http://x').searchParams.get('skip') ?? '0') === '0';
  return isFirst && schema.items !== undefined ? generate(schema.items, components, variant) : [];
}

/** About the very thing that was asked for: the client looks whether an answer is about something else. */
function oneOf(schema: Json, components: JsonObject, variant: Variant, address: string): Json {
  const [value = null] = generate(schema, components, variant);
  const last = decodeURIComponent((address.split('?')[0] ?? '').split('/').at(-1) ?? '');
  if (!isObject(value)) return value;
  return {
    ...value,
    ...(last.includes('@') ? { email: last } : {}),
    ...(address.includes('/mobileNumber/') ? { identifiers: { mobileNumber: last } } : {}),
    // Nothing behind the second page.
    ...(address.includes('marker=') ? { _links: {} } : {}),
    ...(guid.test(address) && 'importId' in value ? { importId: last } : {}),
  };
}

function findOperation<Operation extends { method: string; path: string }>(
  operations: Operation[],
  method: string,
  address: string,
): Operation | undefined {
  const path = address.split('?')[0] ?? '';
  const fits = operations.filter((one) => one.method === method && patternOf(one.path).test(path));
  // {id} and {email} stand in the same place, {status} and a GUID as well; fixed words go before both.
  const isGuid = guid.test(path);
  return fits.sort(
    (a, b) =>
      variableCount(a.path) - variableCount(b.path) ||
      Number(/\{email\}/.test(b.path) && path.includes('%40')) -
        Number(/\{email\}/.test(a.path) && path.includes('%40')) ||
      Number(isGuid && b.path.endsWith('Id}')) - Number(isGuid && a.path.endsWith('Id}')),
  )[0];
}

const guid = /\/[0-9a-f]{8}-[0-9a-f-]{27}$/;

const variableCount = (path: string): number => path.split('{').length;
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.+]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`);

function complaintsOf(operation: VendorOperation, request: IncomingMessage, body: string): string[] {
  const query = [...new URL(request.url ?? '/', 'http://x').searchParams.keys()]
    .filter((key) => !operation.query.includes(key))
    .map((key) => `unknown parameter ${key}`);
  const type =
    body !== '' && request.headers['content-type'] !== 'application/json'
      ? [`the body is sent as ${request.headers['content-type']}`]
      : [];
  const credentials = /^Basic \S+$/.test(request.headers.authorization ?? '') ? [] : ['no Basic credentials'];
  return [
    ...query,
    ...type,
    ...credentials,
    ...operation.checkRequest(body === '' ? undefined : (JSON.parse(body) as Json)),
  ];
}
