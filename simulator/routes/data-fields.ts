import { z } from 'zod';
import { createDataField, dataTypes, deleteDataField, listDataFields } from '../engine/data-fields';
import { refuse } from '../engine/failure';
import { defineRoute, ok, type Route } from '../http/route';
import { wordOf } from '../engine/words';

export const dataFieldRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v2/data-fields',
    tier: 'medium',
    handle: ({ world, account }) => ok(listDataFields(world, account.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/data-fields',
    tier: 'medium',
    body: z.object({
      name: z.string().default(''),
      type: z.unknown().optional(),
      visibility: wordOf(['Private', 'Public']).nullish(),
      defaultValue: z.unknown().optional(),
    }),
    handle: ({ world, account, body }) => {
      const type = wordOf(dataTypes).safeParse(body.type ?? 'String');
      if (!type.success) throw refuse('ERROR_DATAFIELD_INVALID', 'The type of the field is not valid.');
      const field = createDataField(world, account.id, {
        name: body.name,
        type: type.data,
        visibility: body.visibility ?? 'Private',
        defaultValue: body.defaultValue,
      });
      return world.settings.fieldCreated === 'object' ? { status: 201, body: field } : { status: 201 };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v2/data-fields/{name}',
    tier: 'medium',
    handle: ({ world, account, text }) => {
      const { dependencies } = deleteDataField(world, account.id, text('name'));
      if (dependencies.length === 0)
        return world.settings.fieldDeleted === '204'
          ? { status: 204 }
          : ok({ dependencies: null, result: true });
      if (world.settings.fieldInUse === 'result') return ok({ dependencies, result: false });
      return {
        status: 409,
        body: {
          type: 'about:blank',
          title: 'Conflict',
          status: 409,
          detail: 'The data field is in use.',
          instance: `/v2/data-fields/${text('name')}`,
          extensions: { dependencies },
        },
      };
    },
  }),
];
