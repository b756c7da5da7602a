import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import type { Actor } from '@/lib/actor';
import { unattendedActor } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { createContext, processLogger } from '@/lib/context/process-context';
import { parseInput } from './define-action';
import { errorToHttp } from './error-to-http';
import { guardedBy } from './guards';
import { notSignedIn } from './require-context';

type StreamDefinition<Query extends z.ZodType> = {
  query: Query;
  /** Begins to tell, and gives back what ends it. */
  follow: (ctx: Context, query: z.output<Query>, tell: (data: unknown) => void) => () => void;
};

/** Shorter than proxies wait for a word. */
const beatMs = 15_000;
/** Then the browser comes again by itself: to a newer process where there is one. */
const lifeMs = 4 * 60_000;
/** Whoever has not read so many messages is gone, or will be told anew. */
const maxUnread = 50;

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  // no-transform: neither Next nor a proxy gathers messages to compress them.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/**
 * A GET route that goes on telling, as server-sent events. It lasts as long as its reader listens and the session stands as it was; it
 * keeps no session alive.
 */
export function defineStream<Query extends z.ZodType>({ query, follow }: StreamDefinition<Query>) {
  return guardedBy('route', async (request: NextRequest): Promise<Response> => {
    try {
      const actorNow = await unattendedActor();
      const actor = await actorNow();
      if (!actor) throw notSignedIn();
      const input = parseInput(query, Object.fromEntries(request.nextUrl.searchParams));
      const begin = (tell: (data: unknown) => void) => follow(createContext(actor), input, tell);
      return new Response(
        openStream(request.signal, begin, () => isAs(actor, actorNow)),
        { headers },
      );
    } catch (error) {
      return errorToHttp(error, processLogger());
    }
  });
}

/** Signed out, disabled or given another role: what is told then is another matter, so the stream ends. */
const isAs = async (actor: Actor, actorNow: () => Promise<Actor | null>): Promise<boolean> =>
  JSON.stringify(await actorNow()) === JSON.stringify(actor);

const open = new Set<() => void>();
// Next waits for open answers before it ends.
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    for (const end of open) end();
  });

function openStream(
  signal: AbortSignal,
  begin: (tell: (data: unknown) => void) => () => void,
  stands: () => Promise<boolean>,
): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder();
  let stop: (() => void) | undefined;
  let isHeard = true;
  let end = (): void => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const write = (text: string): void => {
          if (!open.has(end)) return;
          if ((controller.desiredSize ?? 0) < -maxUnread) end();
          else controller.enqueue(bytes.encode(text));
        };
        const beating = setInterval(() => {
          write(':\n\n');
          void stands().then(
            (does) => (does ? undefined : end()),
            () => end(),
          );
        }, beatMs);
        const dying = setTimeout(() => end(), lifeMs);
        end = () => {
          if (!open.delete(end)) return;
          clearInterval(beating);
          clearTimeout(dying);
          stop?.();
          if (isHeard) controller.close();
        };
        open.add(end);
        signal.addEventListener('abort', end);
        write('retry: 1000\n\n');
        try {
          stop = begin((data) => write(`data: ${JSON.stringify(data)}\n\n`));
        } catch (error) {
          end();
          throw error;
        }
      },
      cancel: () => {
        isHeard = false;
        end();
      },
    },
    new CountQueuingStrategy({ highWaterMark: 0 }),
  );
}
