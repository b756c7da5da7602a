/** SQLSTATEs, Node's socket errors and Prisma's own codes of a connection that can't be had, or was lost under way. */
const codes =
  /^(08\w{3}|53300|57P0[1-5]|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|P1001|P1002|P1008|P1017|P2024|P2028|P2037)$/;
/** The same, in the words of Prisma's driver adapter. */
const kinds = /^(ConnectionClosed|DatabaseNotReachable|SocketTimeout|TooManyConnections)$/;
const words =
  /timeout exceeded when trying to connect|connection terminated|connection error and is not queryable|unable to start a transaction in the given time|can't reach database server/i;

const deepest = 5;

/** Whether the database is away or has no place free: what was asked may well succeed a moment later, and nothing of it was half-stored. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > deepest) return false;
  const says = (key: string, pattern: RegExp): boolean => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === 'string' && pattern.test(value);
  };
  if (says('code', codes) || says('originalCode', codes) || says('kind', kinds) || says('message', words))
    return true;
  return within(error).some((inner) => isUnavailable(inner, depth + 1));
}

/** What an error was made of. Prisma keeps the driver's own in `meta`, Node those of several addresses in `errors`. */
function within(error: object): unknown[] {
  const meta: unknown = 'meta' in error ? error.meta : null;
  return [
    'cause' in error ? error.cause : null,
    typeof meta === 'object' && meta !== null && 'driverAdapterError' in meta
      ? meta.driverAdapterError
      : null,
    ...('errors' in error && Array.isArray(error.errors) ? error.errors : []),
  ];
}
