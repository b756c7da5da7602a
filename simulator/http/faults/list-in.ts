/** A list in an answer: its rows, where the next page starts, and the answer with other rows. */
export interface ListIn {
  rows: unknown[];
  /** The parameter that asks for a later page, where pages are not counted. */
  cursor?: 'marker' | 'checkPoint';
  next?: string | undefined;
  withRows(rows: unknown[]): unknown;
}

interface Linked {
  _items: unknown[];
  _links?: { next?: { marker?: string } };
}

interface Streamed {
  events: unknown[];
  checkPoint?: string;
}

/** v2 answers a bare list, v3 items with links, the stream of events its events with a checkpoint. */
export function listIn(body: unknown): ListIn | undefined {
  if (Array.isArray(body)) return { rows: body, withRows: (rows) => rows };
  if (isLinked(body))
    return {
      rows: body._items,
      cursor: 'marker',
      next: body._links?.next?.marker,
      withRows: (_items) => ({ ...body, _items }),
    };
  if (isStreamed(body))
    return {
      rows: body.events,
      cursor: 'checkPoint',
      next: body.events.length > 0 ? body.checkPoint : undefined,
      withRows: (events) => ({ ...body, events }),
    };
  return undefined;
}

const isLinked = (body: unknown): body is Linked =>
  typeof body === 'object' && body !== null && '_items' in body && Array.isArray(body._items);
const isStreamed = (body: unknown): body is Streamed =>
  typeof body === 'object' && body !== null && 'events' in body && Array.isArray(body.events);
