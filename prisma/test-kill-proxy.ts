import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { startCuttingProxy } from './test-cutting-proxy';

/** Before message n goes on, or once it was done and before its answer is heard. */
export type Kill = { when: 'before' | 'after'; n: number };

const requestHead = /^(GET|POST|PUT|PATCH|DELETE) /;

/**
 * Stands between a program and both PostgreSQL and Dotdigital, and numbers what it says: statements and requests, as they come. At the
 * armed number nothing of it reaches either any more and it hears nothing more, as if it had been killed there; `onKill` may do that
 * truly.
 */
export async function startKillProxy(databaseUrl: string, dotdigitalUrl: string, onKill?: () => void) {
  const database = await startCuttingProxy(databaseUrl);
  const life: {
    count: number;
    armed: Kill | null;
    isDead: boolean;
    freezeAt: number | null;
    onFrozen: () => void;
  } = {
    count: 0,
    armed: null,
    isDead: false,
    freezeAt: null,
    onFrozen: () => undefined,
  };
  const isReached = (): boolean => {
    life.count += 1;
    if (life.count === life.freezeAt) {
      database.hold();
      dotdigital.hold();
      life.onFrozen();
    }
    return life.armed !== null && life.count === life.armed.n;
  };
  const dotdigital = await startRequestRelay(dotdigitalUrl, {
    when: () => life.armed?.when ?? 'before',
    isDead: () => life.isDead,
    isReached,
    onReached: () => die(),
  });
  const die = (): void => {
    if (life.isDead) return;
    life.isDead = true;
    onKill?.();
    database.cut();
    dotdigital.cut();
  };
  const count = (when: Kill['when']): void => database.arm({ when, at: isReached, onCut: die });
  count('before');

  return {
    databaseUrl: database.url,
    dotdigitalUrl: dotdigital.url,
    arm: (kill: Kill | null): void => {
      Object.assign(life, { count: 0, armed: kill });
      count(kill?.when ?? 'before');
    },
    wasKilled: (): boolean => life.isDead,
    /** Once message n has gone on, nothing more of it goes, and it hears nothing more, until it is thawed. Answers when that is so. */
    freezeAt: (n: number): Promise<true> => {
      Object.assign(life, { count: 0, freezeAt: n });
      return new Promise((resolve) => (life.onFrozen = () => resolve(true)));
    },
    thaw: (): void => {
      Object.assign(life, { freezeAt: null, onFrozen: () => undefined });
      database.release();
      dotdigital.release();
    },
    /** Answers how far it came, and whether it was killed; from now on everything goes through. */
    heal: (): { count: number; wasKilled: boolean } => {
      const was = { count: life.count, wasKilled: life.isDead };
      Object.assign(life, { count: 0, armed: null, isDead: false });
      database.heal();
      count('before');
      return was;
    },
    close: (): void => {
      database.close();
      dotdigital.close();
    },
  };
}

type Hooks = {
  when: () => Kill['when'];
  isDead: () => boolean;
  isReached: () => boolean;
  onReached: () => void;
};

/** One request at a time on each connection: what begins with a verb begins the next one. */
async function startRequestRelay(url: string, { when, isDead, isReached, onReached }: Hooks) {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let isHeld = false;
  const server = createServer((client) => {
    if (isDead()) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket
        .setNoDelay(true)
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          if (!other.writableEnded) other.destroy();
        });
      if (isHeld) socket.pause();
    }
    let isWaiting = false;
    client.on('data', (bytes) => {
      if (requestHead.test(bytes.toString('latin1', 0, 8)) && isReached()) {
        if (when() === 'before') return onReached();
        isWaiting = true;
      }
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => (isWaiting ? onReached() : client.write(bytes)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    hold: (): void => {
      isHeld = true;
      for (const socket of sockets) socket.pause();
    },
    release: (): void => {
      isHeld = false;
      for (const socket of sockets) socket.resume();
    },
    close: (): void => {
      cut();
      server.close();
    },
  };
}
