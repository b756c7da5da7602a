import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Where a program is killed, as PostgreSQL sees it: before this statement arrives, or once it is done but before its answer is heard. */
export type Cut = {
  when: 'before' | 'after';
  /** `transaction`: what this connection has said since its BEGIN. */
  at: (statement: string, transaction: readonly string[]) => boolean;
  /** With `before`: the SQLSTATE that the server gives for ending the connection, as pg_terminate_backend (57P01) does. */
  farewell?: string;
  onCut?: () => void;
};

type Message = { type: string; body: Buffer };

/** Cuts PostgreSQL's stream into messages; the first of a client has no type. */
class Messages {
  #rest: Buffer = Buffer.alloc(0);

  constructor(private headless: boolean) {}

  push(bytes: Buffer): Message[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const found: Message[] = [];
    for (;;) {
      const head = this.headless ? 0 : 1;
      if (this.#rest.length < head + 4) return found;
      const end = head + this.#rest.readUInt32BE(head);
      if (this.#rest.length < end) return found;
      found.push({
        type: this.headless ? '' : String.fromCharCode(this.#rest[0] ?? 0),
        body: this.#rest.subarray(head + 4, end),
      });
      this.headless = false;
      this.#rest = this.#rest.subarray(end);
    }
  }
}

/**
 * Stands between a program and PostgreSQL. At the armed place every connection is gone at once and none is made until `heal`: what
 * had not been committed never was, and nothing that the program does afterwards reaches the database.
 */
export async function startCuttingProxy(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let armed: Cut | null = null;
  let isCut = false;
  let isHeld = false;
  const cut = (): void => {
    isCut = true;
    armed?.onCut?.();
    for (const socket of sockets) socket.destroy();
  };

  const server = createServer((client) => {
    if (isCut) {
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
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          if (!other.writableEnded) other.destroy();
        });
      if (isHeld) socket.pause();
    }
    const [asked, answered] = [new Messages(true), new Messages(false)];
    let transaction: string[] = [];
    let isOpen = false;
    let isWaiting = false;
    client.on('data', (bytes) => {
      for (const message of asked.push(bytes)) {
        const statement = statementOf(message);
        if (statement === null) continue;
        const begins = /^begin\b/i.test(statement);
        if (begins || !isOpen) transaction = [];
        isOpen = begins || (isOpen && !/^(commit|rollback)$/i.test(statement));
        transaction.push(statement);
        if (!armed?.at(statement, transaction)) continue;
        if (armed.when === 'before') {
          if (armed.farewell) {
            client.end(fatalError(armed.farewell));
            sockets.delete(client);
          }
          cut();
          return;
        }
        isWaiting = true;
      }
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      const messages = answered.push(bytes);
      if (!isWaiting) client.write(bytes);
      else if (messages.some(({ type }) => type === 'Z' || type === 'G')) cut();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);

  return {
    url: url.toString(),
    arm: (at: Cut): void => {
      armed = at;
    },
    /** Connections are taken again. Says whether the armed place was reached. */
    heal: (): boolean => {
      const wasCut = isCut;
      [armed, isCut] = [null, false];
      return wasCut;
    },
    /** At once, wherever everybody is. */
    cut,
    /** Nothing more goes either way, as if the program were frozen, until it is released. */
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

/** What PostgreSQL says last before it closes a connection. */
function fatalError(code: string): Buffer {
  const body = Buffer.from(`SFATAL\0VFATAL\0C${code}\0Mthe connection ends here\0\0`);
  const head = Buffer.from('E\0\0\0\0');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** Of a simple query or of the first half of an extended one. */
function statementOf({ type, body }: Message): string | null {
  if (type === 'Q') return body.toString('utf8', 0, body.length - 1);
  if (type !== 'P') return null;
  const start = body.indexOf(0) + 1;
  return body.toString('utf8', start, body.indexOf(0, start));
}
