import type PgBoss from 'pg-boss';
import { processDb } from '../db';
import { processLogger } from '../context/process-context';
import { openQueue } from './queue';

declare global {
  var dotbridgeWebQueue: Promise<PgBoss> | undefined;
}

/** The web process's hand on the queue, opened at first use; it books and drains but keeps no house. */
export function webQueue(): Promise<PgBoss> {
  globalThis.dotbridgeWebQueue ??= openQueue(processDb(), processLogger(), { supervise: false }).catch(
    (error: unknown) => {
      globalThis.dotbridgeWebQueue = undefined;
      throw error;
    },
  );
  return globalThis.dotbridgeWebQueue;
}
