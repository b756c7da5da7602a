import pino from 'pino';

export type Logger = pino.Logger;

/** Keys whose values never reach a log line, at any depth we use. */
const secretKeys = [
  'password',
  'passwordHash',
  'secret',
  'clientSecret',
  'token',
  'authorization',
  'cookie',
  'email',
  'emailKey',
  'firstName',
  'lastName',
  'phone',
  'mobile',
  'data',
  'cells',
];

const paths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

export function createLogger(
  level: string,
  destination: pino.DestinationStream = pino.destination(1),
): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths, censor: '[redacted]' },
      serializers: { err: errorWithoutAddresses },
    },
    { write: (line) => destination.write(inOneLine(line)) },
  );
}

/** JSON leaves as they are the signs that end a line elsewhere, turn the direction of writing or steer a terminal. */
const steering = /[\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

const inOneLine = (line: string): string =>
  line.replace(steering, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Error texts may quote rows: addresses in them are masked before they are written. */
function errorWithoutAddresses(error: Error): object {
  const plain = pino.stdSerializers.err(error);
  return { ...plain, message: maskAddresses(plain.message), stack: maskAddresses(plain.stack) };
}

export const maskAddresses = (text: string): string =>
  text
    .replace(/[^\s@<>"'(),;:]{1,64}@[^\s@<>"'(),;]{1,255}/g, '[address]')
    .replace(/\/\/[^/\s:@]+:[^/\s@]+@/g, '//[credentials]@');
