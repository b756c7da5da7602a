import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres';

/** Starts the server again when it ends by itself, and tells where it is then. */
export function keepPostgresUp(
  server: EmbeddedPostgres,
  { dataDir, say, isStopping }: { dataDir: string; say: (line: string) => void; isStopping: () => boolean },
  onRestart: (server: EmbeddedPostgres) => void,
): void {
  void server.ended.then(async () => {
    for (let pause = 500; !isStopping(); pause = Math.min(pause * 2, 30_000)) {
      say(`The embedded PostgreSQL ended; starting it again. Its log: ${join(dataDir, 'postgres.log')}`);
      try {
        const next = await startEmbeddedPostgres({ dataDir, durable: true });
        if (isStopping()) return await next.stop();
        onRestart(next);
        return keepPostgresUp(next, { dataDir, say, isStopping }, onRestart);
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
        await sleep(pause);
      }
    }
  });
}
