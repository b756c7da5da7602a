import type { World } from '../world';
import { findByIdentifier } from './find-by-identifier';

const largeBytes = 16 * 1024;

export interface ImportedEvent {
  contactIdentity: { identifier: string; value: string | null };
  type: string;
  id?: string | undefined;
  eventTimestamp?: number | undefined;
  eventData?: Record<string, unknown> | undefined;
}

/** Events about people whom nobody knows are passed over, as in any background import. */
export function importEvents(world: World, account: number, events: ImportedEvent[]): void {
  for (const event of events) {
    const contact = findByIdentifier(
      world,
      account,
      event.contactIdentity.identifier,
      event.contactIdentity.value ?? '',
    );
    if (!contact) continue;
    const text = JSON.stringify(event.eventData ?? {});
    const data = text.length > largeBytes ? JSON.stringify({ lobId: keepLarge(world, account, text) }) : text;
    world.store.run(
      'INSERT OR REPLACE INTO customEvents (id, account, contact, type, at, processed, data) VALUES (?, ?, ?, ?, ?, ?, ?)',
      event.id ?? world.nextGuid(),
      account,
      contact.id,
      event.type,
      event.eventTimestamp ?? world.now(),
      world.now(),
      data,
    );
  }
}

function keepLarge(world: World, account: number, content: string): string {
  const id = world.nextGuid();
  world.store.run('INSERT INTO largeObjects (id, account, content) VALUES (?, ?, ?)', id, account, content);
  return id;
}

export function findLargeObject(world: World, account: number, id: string): string | undefined {
  return world.store.row<{ content: string }>(
    'SELECT content FROM largeObjects WHERE id = ? AND account = ?',
    id.toLowerCase(),
    account,
  )?.content;
}
