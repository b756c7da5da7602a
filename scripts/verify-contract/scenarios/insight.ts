import type { Json } from '../json-schema';
import type { Stage } from '../stage';

const base = '/insightData/v3';
const ofContact = `${base}/contacts/{identifier}/{value}`;
const owner = { identifier: 'email', value: 'walt@example.net' };

export async function driveInsight(stage: Stage): Promise<void> {
  const { driver } = stage;
  const carts = { collectionName: 'cartInsight' };
  const products = { collectionName: 'Catalog_Default' };
  await driver.call(`POST ${base}/collections/{collectionName}`, 201, {
    params: carts,
    query: 'collectionScope=contact&collectionType=cartInsight',
  });
  await driver.call(`POST ${base}/collections/{collectionName}`, 200, { params: carts });
  await driver.call(`POST ${base}/collections/{collectionName}`, 201, {
    params: products,
    query: 'collectionScope=account&collectionType=catalog',
  });
  await driver.call(`POST ${base}/collections/{collectionName}`, 400, { params: { collectionName: '1st' } });
  await stage.control('POST', '/settings', { maxCollections: 1 });
  await driver.call(`POST ${base}/collections/{collectionName}`, 412, {
    params: { collectionName: 'One_too_many' },
  });
  await stage.control('POST', '/settings', { maxCollections: 100 });
  await driver.call(`GET ${base}/collections`, 200);
  await driver.call(`GET ${base}/account`, 200);

  const records: Json = [
    { contactIdentity: owner, key: 'c-1', json: { total: 12, items: [{ sku: 'boot' }] } },
    { contactIdentity: { identifier: 'email', value: 'nobody@example.net' }, key: 'c-2', json: { total: 1 } },
  ];
  const started = await driver.call<{ importId: string }>(`PUT ${base}/import`, 202, {
    body: {
      collectionName: 'cartInsight',
      collectionScope: 'contact',
      collectionType: 'cartInsight',
      records,
    },
  });
  await driver.call(`PUT ${base}/import`, 400, {
    body: { collectionName: 'cartInsight', records: [] },
    wrong: true,
  });
  await driver.call(`GET ${base}/import/{importId}`, 200, { params: { importId: started.importId } });
  await driver.call(`GET ${base}/import/{importId}`, 400, { params: { importId: 'x' } });
  await stage.control('POST', '/clock', { advance: 'PT5S' });
  await driver.call(`GET ${base}/import/{importId}`, 200, { params: { importId: started.importId } });

  const product = { ...products, recordId: 'p-1' };
  const cart = { ...owner, ...carts, recordId: 'c-3' };
  // The description calls the body of a single record a text; it is the document itself.
  for (const [path, params] of [
    [`${base}/account/{collectionName}/{recordId}`, product],
    [`${ofContact}/{collectionName}/{recordId}`, cart],
  ] as const) {
    await driver.call(`PUT ${path}`, 201, { params, body: '{"total":5}' });
    await driver.call(`PUT ${path}`, 204, { params, body: '{"total":6}' });
    await driver.call(`PUT ${path}`, 400, { params, body: 'no document' });
    await driver.call(`PUT ${path}`, 404, {
      params: { ...params, collectionName: 'nothing-here' },
      body: '{"total":5}',
    });
    await driver.call(`GET ${path}`, 200, { params });
    await driver.call(`GET ${path}`, 400, { params: { ...params, collectionName: '1st' } });
  }
  await driver.call(`GET ${base}/account/{collectionName}`, 200, { params: products, query: 'limit=1' });
  await driver.call(`GET ${base}/account/{collectionName}`, 400, {
    params: products,
    query: '~modified=yesterday',
  });
  await driver.call(`GET ${base}/contacts/{collectionName}`, 200, {
    params: carts,
    query: 'limit=1&~modified=gte::2000-01-01T00:00:00Z',
  });
  await driver.call(`GET ${base}/contacts/{collectionName}`, 400, { params: { collectionName: '1st' } });
  await driver.call(`GET ${ofContact}`, 200, { params: owner });
  await driver.call(`GET ${ofContact}`, 400, { params: { identifier: 'shoe', value: '44' } });
  await driver.call(`GET ${ofContact}/{collectionName}`, 200, { params: { ...owner, ...carts } });
  await driver.call(`GET ${ofContact}/{collectionName}`, 400, {
    params: { ...owner, collectionName: '1st' },
  });
  await driver.call(`GET ${base}/collections/{collectionName}/schema`, 200, { params: carts });
  await driver.call(`GET ${base}/collections/{collectionName}/schema`, 400, {
    params: { collectionName: '1st' },
  });
  await driveDeletions(stage, carts, products);
}

async function driveDeletions(
  { driver, control }: Stage,
  carts: { collectionName: string },
  products: { collectionName: string },
): Promise<void> {
  const keys = { keys: ['p-1', 'unknown'] };
  for (const [path, params] of [
    [`${base}/accounts/{collectionName}/deleteRecords`, products],
    [`${ofContact}/{collectionName}/deleteRecords`, { ...owner, ...carts }],
  ] as const) {
    await driver.call(`DELETE ${path}`, 200, { params, body: keys });
    await driver.call(`DELETE ${path}`, 400, { params, body: { keys: [] }, wrong: true });
    await driver.call(`DELETE ${path}`, 404, {
      params: { ...params, collectionName: 'nothing-here' },
      body: keys,
    });
  }
  const product = { ...products, recordId: 'p-2' };
  await driver.call(`PUT ${base}/account/{collectionName}/{recordId}`, 201, {
    params: product,
    body: '{"total":5}',
  });
  await driver.call(`DELETE ${base}/account/{collectionName}/{recordId}`, 204, { params: product });
  await driver.call(`DELETE ${base}/account/{collectionName}/{recordId}`, 404, { params: product });
  await driver.call(`DELETE ${base}/account/{collectionName}/{recordId}`, 400, {
    params: { ...product, collectionName: '1st' },
  });
  const cart = { ...owner, ...carts, recordId: 'c-3' };
  await driver.call(`DELETE ${ofContact}/{collectionName}/{recordId}`, 204, { params: cart });
  await driver.call(`DELETE ${ofContact}/{collectionName}/{recordId}`, 404, { params: cart });
  await driver.call(`DELETE ${ofContact}/{collectionName}/{recordId}`, 400, {
    params: { ...cart, collectionName: '1st' },
  });
  for (const [path, params] of [
    [`${ofContact}/{collectionName}/empty`, { ...owner, ...carts }],
    [`${base}/collections/{collectionName}/empty`, carts],
    [`${base}/collections/{collectionName}`, carts],
  ] as const) {
    const { jobId } = await driver.call<{ jobId: string }>(`DELETE ${path}`, 202, { params });
    await driver.call(`GET ${base}/async/{jobId}`, 200, { params: { jobId } });
    await driver.call(`DELETE ${path}`, 400, { params: { ...params, collectionName: '1st' } });
    await driver.call(`DELETE ${path}`, 404, { params: { ...params, collectionName: 'nothing-here' } });
    await control('POST', '/clock', { advance: 'PT5S' });
    await driver.call(`GET ${base}/async/{jobId}`, 200, { params: { jobId } });
  }
  await driver.call(`GET ${base}/async/{jobId}`, 400, { params: { jobId: 'x' } });
}
