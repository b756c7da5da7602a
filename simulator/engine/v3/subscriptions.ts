import { isName } from '../names';
import type { World } from '../world';
import { v3Failure } from './failure';
import { isPattern } from './wildcard';

export const eventTypes = [
  'contact.created',
  'contact.updated',
  'contact.removed',
  'contact.membershipUpdated',
  'contact.preferenceUpdated',
  'contact.consentAdded',
  'message.sent',
  'message.status',
  'interaction.click',
  'interaction.unsubscribe',
  'insightData.created',
  'insightData.updated',
  'custom',
] as const;
export type EventType = (typeof eventTypes)[number];

export interface EventFilter {
  field: string;
  matchPattern: string;
  caseSensitive?: boolean | undefined;
}

export interface SubscriptionInput {
  name: string;
  status: 'active' | 'inactive';
  subscribedEventTypes: { eventType: string; filters?: EventFilter[] | undefined }[];
  alertsConfiguration: Record<string, unknown>;
}

export interface Subscription {
  id: number;
  created: number;
  updated: number;
  lastRead: number;
  status: 'active' | 'inactive';
  input: SubscriptionInput;
}

interface SubscriptionRow extends Omit<Subscription, 'input'> {
  body: string;
}

const idleDays = 30;
const dayMilliseconds = 24 * 3600 * 1000;

const readRow = ({ body, ...row }: SubscriptionRow): Subscription => ({
  ...row,
  input: JSON.parse(body) as SubscriptionInput,
});

export function listSubscriptions(world: World, account: number): Subscription[] {
  return world.store
    .rows<SubscriptionRow>(
      'SELECT id, status, body, created, updated, lastRead FROM subscriptions WHERE account = ? ORDER BY id',
      account,
    )
    .map(readRow)
    .map((subscription) => sleepWhenForgotten(world, subscription));
}

export function getSubscription(world: World, account: number, id: number): Subscription {
  const subscription = listSubscriptions(world, account).find((candidate) => candidate.id === id);
  if (!subscription)
    throw v3Failure(404, 'events:subscriptionNotFound', 'The following subscription could not be found', [
      { item: String(id), description: 'Not found.' },
    ]);
  return subscription;
}

/** One that nobody read for a month is set to inactive. */
function sleepWhenForgotten(world: World, subscription: Subscription): Subscription {
  if (subscription.status === 'inactive' || world.now() - subscription.lastRead < idleDays * dayMilliseconds)
    return subscription;
  world.store.run("UPDATE subscriptions SET status = 'inactive' WHERE id = ?", subscription.id);
  return { ...subscription, status: 'inactive' };
}

export function saveSubscription(
  world: World,
  account: number,
  input: SubscriptionInput,
  id?: number,
): Subscription {
  for (const { eventType, filters } of input.subscribedEventTypes) {
    for (const { matchPattern } of filters ?? [])
      if (!isPattern(matchPattern))
        throw v3Failure(400, 'events:invalidFilter', `The pattern '${matchPattern}' is invalid.`);
    if (!eventTypes.some((known) => known === eventType))
      throw v3Failure(400, 'events:invalidEventType', `The type value '${eventType}' is invalid.`);
  }
  if (!isName(world, input.name))
    throw v3Failure(400, 'events:invalidName', 'The name of the subscription is invalid.');
  const others = listSubscriptions(world, account).filter((other) => other.id !== id);
  if (others.some((other) => other.input.name.toLowerCase() === input.name.toLowerCase()))
    throw v3Failure(
      409,
      'events:nameAlreadyExists',
      `The name value '${input.name}' already exists. All names must be unique!`,
    );
  const now = world.now();
  if (id !== undefined) {
    getSubscription(world, account, id);
    world.store.run(
      'UPDATE subscriptions SET name = ?, status = ?, body = ?, updated = ?, lastRead = ? WHERE id = ?',
      input.name,
      input.status,
      JSON.stringify(input),
      now,
      now,
      id,
    );
    return getSubscription(world, account, id);
  }
  const made = world.store.run(
    'INSERT INTO subscriptions (account, name, status, body, created, updated, lastRead) VALUES (?, ?, ?, ?, ?, ?, ?)',
    account,
    input.name,
    input.status,
    JSON.stringify(input),
    now,
    now,
    now,
  );
  return getSubscription(world, account, made.id);
}

export function deleteSubscription(world: World, account: number, id: number): void {
  world.store.run('DELETE FROM subscriptions WHERE id = ?', getSubscription(world, account, id).id);
}
