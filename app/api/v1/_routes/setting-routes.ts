import { z } from 'zod';
import { defineApiRoute, type ApiRoute } from '@/app/_server/api/define-api-route';
import { changeSettings } from '@/lib/connections';
import type { Context } from '@/lib/context';
import { getSettings, listSettingChanges } from '@/lib/settings';
import {
  SettingChanges,
  settingCatalogue,
  settingNames,
  settingSources,
  type SettingDefinition,
  type SettingName,
} from '@/lib/settings/schemas';
import { idText } from '@/lib/text';
import { pageOf, paging } from './pages';

const read = { tag: 'settings', permission: 'settings.read', scope: 'integrations:read' } as const;
const write = { tag: 'settings', permission: 'settings.write', scope: 'admin' } as const;

const Name = z.enum(settingNames as [SettingName, ...SettingName[]]);
const Value = z.union([z.string(), z.number()]);
const Level = z.strictObject({ integrationId: idText.optional() });

const Settings = z.strictObject({
  integration: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  settings: z.array(
    z.strictObject({
      name: Name,
      label: z.string(),
      meaning: z.string(),
      kind: z.enum(['number', 'choice', 'time', 'span']),
      unit: z.string().nullable(),
      min: z.number().nullable(),
      max: z.number().nullable(),
      options: z.array(z.string()).nullable(),
      default: Value,
      environmentVariable: z.string().nullable(),
      value: Value,
      from: z.enum(settingSources),
      /** What was set at this level. */
      own: Value.nullable(),
      behind: Value,
      changedAt: z.iso.datetime().nullable(),
      changedBy: z.string().nullable(),
    }),
  ),
});

const Change = z.strictObject({
  id: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
  changes: z.array(z.strictObject({ name: Name, from: Value.nullable(), to: Value.nullable() })),
});

async function show(ctx: Context, { integrationId }: z.output<typeof Level>) {
  const { integration, settings } = await getSettings(ctx, { integrationId: integrationId ?? null });
  return { integration, settings: settings.map((one) => ({ ...wordsOf(one.name), ...one })) };
}

function wordsOf(name: SettingName) {
  const of: SettingDefinition = settingCatalogue[name];
  const number = of.kind === 'number' ? of : null;
  return {
    label: of.label,
    meaning: of.meaning,
    kind: of.kind,
    unit: number?.unit ?? null,
    min: number?.min ?? null,
    max: number?.max ?? null,
    options: of.kind === 'choice' ? of.options.map(({ value }) => value) : null,
    default: of.default,
    environmentVariable: of.env ?? null,
  };
}

export const settingRoutes: ApiRoute[] = [
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/settings/dotdigital',
    summary: 'How Dotdigital is kept in step: every setting, what holds and where it comes from',
    description:
      'Without integrationId, what holds for all integrations; with it, what holds for that one. `from` is the strongest of environment, integration, general, default.',
    query: Level,
    answer: Settings,
    run: (ctx, { query }) => show(ctx, query),
  }),
  defineApiRoute({
    ...write,
    method: 'PATCH',
    path: '/settings/dotdigital',
    summary: 'Change settings; they hold from the next run on',
    description:
      'What is left out stays; null takes the value of this level away, so that the one behind it holds. A setting that the environment decides is refused.',
    query: Level,
    body: SettingChanges,
    answer: Settings,
    wakes: true,
    run: async (ctx, { query, body }) => {
      await changeSettings(ctx, { integrationId: query.integrationId ?? null, changes: body });
      return show(ctx, query);
    },
  }),
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/settings/dotdigital/changes',
    summary: 'Who changed which setting when, the newest first',
    query: z.strictObject({ ...paging, ...Level.shape }),
    answer: pageOf(Change),
    run: (ctx, { query: { limit, cursor, integrationId } }) =>
      listSettingChanges(ctx, { integrationId: integrationId ?? null, after: cursor, limit }),
  }),
];
