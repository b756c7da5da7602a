/** What the driver, the pool and Prisma say when no connection can be had, or one was lost under way. */
const codes =
  /^(08\w{3}|53300|57P0[1-3]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|P1001|P1002|P1008|P1017|P2024|P2028)$/;
const words =
  /timeout exceeded when trying to connect|connection terminated|connection error and is not queryable|unable to start a transaction in the given time|can't reach database server/i;

/** Whether the database is away or has no place free: what was asked may well succeed a moment later, and nothing of it was stored. */
export function isUnavailable(error: unknown): boolean {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth += 1) {
    if ('code' in at && typeof at.code === 'string' && codes.test(at.code)) return true;
    if ('message' in at && typeof at.message === 'string' && words.test(at.message)) return true;
    at = 'cause' in at ? at.cause : null;
  }
  return false;
}
