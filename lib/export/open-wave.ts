import type { Tx } from '../db';
import { isOpenWave } from '../connections/live-connection';

/** A wave that has not ended; a connection has at most one. */
const open = (connectionId: bigint) => ({ connectionId, ...isOpenWave });

export const findOpenWave = (tx: Tx, connectionId: bigint) =>
  tx.wave.findFirst({ where: open(connectionId) });

/** Its next step makes sense now, whatever it waited for. */
export const wakeOpenWave = (tx: Tx, connectionId: bigint) =>
  tx.wave.updateMany({ where: open(connectionId), data: { nextStepAt: null } });
