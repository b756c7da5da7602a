import { z } from 'zod';
import { hasWayOut, replyActions, type ReplyAction } from '../engine/campaigns/campaign';
import { notFound, refuse } from '../engine/failure';
import { isName } from '../engine/names';
import type { World } from '../engine/world';
import { defineRoute, ok, type Route } from '../http/route';
import { wordOf } from '../engine/words';

const templateSchema = z.object({
  name: z.string().default(''),
  subject: z.string().default(''),
  fromName: z.string().default(''),
  htmlContent: z.string().default(''),
  plainTextContent: z.string().default(''),
  replyAction: wordOf(replyActions).optional(),
  replyToAddress: z.string().nullish(),
});

interface Template {
  id: number;
  name: string;
  subject: string;
  fromName: string;
  html: string;
  plain: string;
  replyAction: ReplyAction;
  replyTo: string;
}

function getTemplate(world: World, account: number, id: number): Template {
  const template = world.store.row<Template>(
    'SELECT * FROM templates WHERE id = ? AND account = ?',
    id,
    account,
  );
  if (!template) throw notFound('ERROR_TEMPLATE_NOT_FOUND');
  return template;
}

function check(world: World, input: z.infer<typeof templateSchema>): void {
  const contents = [input.htmlContent, input.plainTextContent];
  const complete =
    [input.name, input.subject, input.fromName].every((text) => isName(world, text)) &&
    contents.every((content) => content.trim() !== '');
  if (!complete || input.name.length > 255) throw refuse('ERROR_TEMPLATE_INVALID', 'Template is not valid.');
  if (world.settings.templateUnsubscribe === 'required' && !contents.every(hasWayOut))
    throw refuse('ERROR_TEMPLATE_INVALID', 'Both contents of the template must hold an unsubscribe link.');
}

const write = ({
  id,
  name,
  subject,
  fromName,
  html,
  plain,
  replyAction,
  replyTo,
}: Template): Record<string, unknown> => ({
  id,
  name,
  subject,
  fromName,
  htmlContent: html,
  plainTextContent: plain,
  replyAction,
  replyToAddress: replyTo,
});

export const templateRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v2/templates',
    tier: 'medium',
    maxSelect: 1000,
    defaultSelect: 500,
    handle: ({ world, account, page }) =>
      ok(
        world.store
          .rows<Template>(
            'SELECT * FROM templates WHERE account = ? ORDER BY id LIMIT ? OFFSET ?',
            account.id,
            page.select,
            page.skip,
          )
          .map(write),
      ),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/templates/{id}',
    tier: 'medium',
    handle: ({ world, account, int }) => ok(write(getTemplate(world, account.id, int('id')))),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/templates',
    tier: 'medium',
    body: templateSchema,
    handle: ({ world, account, body }) => {
      check(world, body);
      const { id } = world.store.run(
        'INSERT INTO templates (account, name, subject, fromName, html, plain, replyAction, replyTo) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        account.id,
        body.name,
        body.subject,
        body.fromName,
        body.htmlContent,
        body.plainTextContent,
        body.replyAction ?? 'Unset',
        body.replyToAddress ?? '',
      );
      return { status: 201, body: write(getTemplate(world, account.id, id)) };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/v2/templates/{id}',
    tier: 'medium',
    body: templateSchema,
    handle: ({ world, account, body, int }) => {
      const known = getTemplate(world, account.id, int('id'));
      check(world, body);
      world.store.run(
        'UPDATE templates SET name = ?, subject = ?, fromName = ?, html = ?, plain = ?, replyAction = ?, replyTo = ? WHERE id = ?',
        body.name,
        body.subject,
        body.fromName,
        body.htmlContent,
        body.plainTextContent,
        body.replyAction ?? known.replyAction,
        body.replyToAddress ?? known.replyTo,
        known.id,
      );
      return ok(write(getTemplate(world, account.id, known.id)));
    },
  }),
];
