import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { openApiDocument } from '@/app/_server/api/openapi';
import { scopes } from '@/lib/api-tokens/schemas';
import { leastRole } from '@/lib/permissions';
import { apiRoutes } from './_routes';

const document = openApiDocument(apiRoutes);

test('the document is OpenAPI 3.1 and all of its references lead somewhere', async () => {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect(validator.version).toBe('3.1');
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)];
  for (const [, kind, name] of references)
    expect((document.components as Record<string, Record<string, unknown>>)[kind ?? '']).toHaveProperty([
      name ?? '',
    ]);
});

test('every route has a name of its own, a scope and a permission that there are', () => {
  const names = apiRoutes.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(names).size).toBe(names.length);
  const ids = Object.values(
    document.paths as Record<string, Record<string, { operationId: string }>>,
  ).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
  expect(new Set(ids).size).toBe(ids.length);
  for (const route of apiRoutes) {
    expect(scopes).toContain(route.scope);
    expect(leastRole).toHaveProperty([route.permission]);
  }
});

test('what surface.md promises is there', () => {
  const names = apiRoutes.map(({ method, path }) => `${method} ${path}`);
  const records = ['contacts', 'leads', 'customers'].flatMap((kind) => [
    `GET /${kind}`,
    `POST /${kind}`,
    `GET /${kind}/{id}`,
    `PATCH /${kind}/{id}`,
    `DELETE /${kind}/{id}`,
    `GET /${kind}/{id}/timeline`,
    `POST /${kind}/bulk`,
  ]);
  expect(names).toEqual(
    expect.arrayContaining([
      ...records,
      'POST /orders/bulk',
      'POST /carts/bulk',
      'POST /events',
      'GET /integrations',
      'POST /integrations',
      'PATCH /integrations/{id}',
      'DELETE /integrations/{id}',
      'POST /integrations/{id}/check',
      'POST /integrations/{id}/sync',
      'GET /integrations/{id}/address-books',
      'GET /integrations/{id}/data-fields',
      'POST /integrations/{id}/data-fields',
      'DELETE /integrations/{id}/data-fields',
      'GET /integrations/{id}/data-field-mappings/{entity}',
      'PUT /integrations/{id}/data-field-mappings/{entity}',
      'POST /integrations/{id}/data-field-mappings/{entity}/preview',
      'GET /integrations/{id}/data-field-mappings/{entity}/versions',
      'POST /integrations/{id}/data-field-mappings/{entity}/versions/{version}/restore',
      'GET /settings/dotdigital',
      'PATCH /settings/dotdigital',
      'GET /marketing-lists',
      'POST /marketing-lists',
      'PATCH /marketing-lists/{id}',
      'DELETE /marketing-lists/{id}',
      'GET /marketing-lists/{id}/members',
      'POST /marketing-lists/{id}/update',
      'POST /marketing-lists/{id}/members',
      'DELETE /marketing-lists/{id}/members/{recordId}',
      'GET /connections',
      'POST /connections',
      'PATCH /connections/{id}',
      'DELETE /connections/{id}',
      'GET /connections/{id}/preview',
      'POST /connections/{id}/synchronise',
      'POST /connections/{id}/approve',
      'POST /connections/{id}/pause',
      'POST /connections/{id}/resume',
      'GET /sync-runs',
      'GET /sync-runs/{id}',
      'GET /sync-runs/{id}/outcomes',
      'GET /email-campaigns',
      'GET /email-campaigns/{id}/statistics',
      'GET /email-campaigns/{id}/recipients',
      'GET /marketing-campaigns',
      'GET /marketing-campaigns/{id}/statistics',
      'GET /email-campaigns',
      'GET /email-campaigns/compare',
      'POST /email-campaigns/{id}/move',
      'POST /marketing-campaigns/merge',
      'POST /marketing-campaigns/{id}/split',
      'POST /marketing-campaigns/merges/{id}/undo',
    ]),
  );
});
