import pino from 'pino';

export type Logger = pino.Logger;

/** Keys whose values never reach a log line, at any depth we use. */
const secretKeys = [
  'password', 'passwordHash', 'secret', 'clientSecret', 'token', 'authorization', 'cookie',
  'email', 'emailKey', 'firstName', 'lastName', 'phone', 'mobile', 'data', 'cells',
];

const paths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

export function createLogger(level: string): Logger {
  return pino({
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths, censor: '[redacted]' },
    serializers: { err: errorWithoutAddresses },
  });
}

/** Error texts may quote rows: addresses in them are masked before they are written. */
function errorWithoutAddresses(error: Error): object {
  const plain = pino.stdSerializers.err(error);
  return { ...plain, message: maskAddresses(plain.message), stack: maskAddresses(plain.stack) };
}

export const maskAddresses = (text: string): string =>
  text
    .replace(/[^\s@<>"'(),;:]{1,64}@[^\s@<>"'(),;]{1,255}/g, '[address]')
    .replace(/\/\/[^/\s:@]+:[^/\s@]+@/g, '//[credentials]@');
