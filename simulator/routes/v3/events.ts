import { z } from 'zod';
import { readDate, writeDate } from '../../engine/dates';
import { findLargeObject, importEvents, type ImportedEvent } from '../../engine/v3/custom-events';
import type { StreamEvent } from '../../engine/v3/event-sources';
import { readEvents } from '../../engine/v3/event-stream';
import { v3Failure } from '../../engine/v3/failure';
import {
  deleteSubscription,
  getSubscription,
  listSubscriptions,
  saveSubscription,
  type Subscription,
} from '../../engine/v3/subscriptions';
import { defineRoute, ok, type Call, type Route } from '../../http/route';
import { readLimit, readMarker, writeLinks, writeMarker } from './links';

const base = '/events/v3';
const subscriptions = `${base}/export/subscriptions`;
const maxEvents = 5000;
const usualEvents = 2000;

const filterSchema = z.object({
  field: z.string(),
  matchPattern: z.string().min(1).max(1024),
  caseSensitive: z.boolean().optional(),
});
const subscriptionSchema = z.object({
  name: z.string().min(1).max(50),
  status: z.enum(['active', 'inactive']).default('inactive'),
  subscribedEventTypes: z
    .array(z.object({ eventType: z.string(), filters: z.array(filterSchema).min(1).max(5).optional() }))
    .min(1)
    .max(100),
  alertsConfiguration: z.object({
    alertChannels: z.enum(['none', 'inApp', 'email', 'emailAndInApp']),
    email: z.string().optional(),
  }),
});
const importSchema = z
  .array(
    z.object({
      contactIdentity: z.object({ identifier: z.string(), value: z.string().nullable() }),
      type: z.string().min(1).max(80),
      id: z.string().optional(),
      eventTimestamp: z.string().optional(),
      timelineDetails: z.unknown().optional(),
      eventData: z.record(z.string(), z.unknown()).optional(),
    }),
  )
  .min(1)
  .max(5000);

const writeSubscription = ({
  id,
  created,
  updated,
  status,
  input,
}: Subscription): Record<string, unknown> => ({
  id,
  created: writeDate(created),
  updated: writeDate(updated),
  name: input.name,
  status,
  subscribedEventTypes: input.subscribedEventTypes,
  alertsConfiguration: input.alertsConfiguration,
});

const writeEvent = (call: Call, event: StreamEvent): Record<string, unknown> => ({
  id: event.id,
  accountId: call.account.id,
  processedDate: writeDate(event.processed),
  type: event.type,
  eventDate: writeDate(event.at),
  data: event.data,
});

function readImported({ eventTimestamp, ...event }: z.infer<typeof importSchema>[number]): ImportedEvent {
  const at = eventTimestamp === undefined ? undefined : readDate(eventTimestamp);
  if (eventTimestamp !== undefined && at === undefined)
    throw v3Failure(400, 'events:badJson', `The timestamp '${eventTimestamp}' is invalid`);
  return { ...event, eventTimestamp: at };
}

export const eventV3Routes: Route[] = [
  defineRoute({
    method: 'POST',
    path: `${base}/import`,
    tier: 'low',
    body: importSchema,
    handle: ({ world, account, body }) => {
      importEvents(world, account.id, body.map(readImported));
      return { status: 202 };
    },
  }),
  defineRoute({
    method: 'GET',
    path: subscriptions,
    tier: 'medium',
    handle: (call) => {
      const limit = readLimit(call.query('limit'), maxEvents, 'events', usualEvents);
      const after = listSubscriptions(call.world, call.account.id).filter(
        ({ id }) => id > readMarker(call.query('marker'), 'events'),
      );
      const page = after.slice(0, limit);
      const next = after.length > limit ? writeMarker(page.at(-1)?.id ?? 0) : undefined;
      return ok({
        _links: writeLinks(call.url, call.query('marker') ?? '', next),
        _items: page.map(writeSubscription),
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: subscriptions,
    tier: 'medium',
    body: subscriptionSchema,
    handle: ({ world, account, body }) => ({
      status: 201,
      body: writeSubscription(saveSubscription(world, account.id, body)),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: `${subscriptions}/{subscriptionId}`,
    tier: 'high',
    handle: ({ world, account, int }) =>
      ok(writeSubscription(getSubscription(world, account.id, int('subscriptionId')))),
  }),
  defineRoute({
    method: 'PUT',
    path: `${subscriptions}/{subscriptionId}`,
    tier: 'medium',
    body: subscriptionSchema,
    handle: ({ world, account, int, body }) =>
      ok(
        writeSubscription(
          saveSubscription(
            world,
            account.id,
            body,
            getSubscription(world, account.id, int('subscriptionId')).id,
          ),
        ),
      ),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${subscriptions}/{subscriptionId}`,
    tier: 'medium',
    handle: ({ world, account, int }) => {
      deleteSubscription(world, account.id, int('subscriptionId'));
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/export/{subscriptionId}`,
    tier: 'low',
    handle: (call) => {
      const subscription = getSubscription(call.world, call.account.id, call.int('subscriptionId'));
      const limit = readLimit(call.query('limit'), maxEvents, 'events', usualEvents);
      const { events, checkPoint } = readEvents(
        call.world,
        call.account.id,
        subscription,
        call.query('checkPoint'),
        limit,
      );
      return ok({ checkPoint, events: events.map((event) => writeEvent(call, event)) });
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/lob/{lobId}`,
    tier: 'medium',
    handle: ({ world, account, text }) => {
      const content = findLargeObject(world, account.id, text('lobId'));
      if (content === undefined)
        throw v3Failure(404, 'events:lobNotFound', 'The large object could not be found');
      return { status: 200, raw: { type: 'application/octet-stream', content } };
    },
  }),
];
