import type { Environment } from '../../lib/env';
import { isLoopback } from '../../lib/own-origin';
import { bad, good, note, type Finding } from './finding';

/** What is set, and whether it will do; wrong values have stopped the command already, with their names. */
export function examineEnvironment(env: Environment): Finding[] {
  return [
    env.nextauthSecret === undefined
      ? bad('NEXTAUTH_SECRET', 'not set: the web part does not start. openssl rand -base64 32 makes one.')
      : good('NEXTAUTH_SECRET', `set, ${env.nextauthSecret.length} characters.`),
    env.encryptionKeys === undefined
      ? bad('ENCRYPTION_KEYS', 'not set: neither web nor worker starts.')
      : good(
          'ENCRYPTION_KEYS',
          `${env.encryptionKeys.keys.size} of 32 bytes; ${env.encryptionKeys.primary} encrypts.`,
        ),
    ...addressFindings(env.nextauthUrl),
    ...plainFindings(env),
    env.cronSecret === undefined
      ? note('CRON_SECRET', 'not set: /api/cron/* answers 503. Needed where no worker runs.')
      : good('CRON_SECRET', `set, ${env.cronSecret.length} characters.`),
    env.metricsToken === undefined
      ? note('METRICS_TOKEN', 'not set: /api/metrics is closed.')
      : good('METRICS_TOKEN', `set, ${env.metricsToken.length} characters.`),
  ];
}

function addressFindings(address: string | undefined): Finding[] {
  if (address === undefined) return [bad('NEXTAUTH_URL', 'not set: the web part does not start.')];
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
    ? [good('NEXTAUTH_URL', address)]
    : [bad('NEXTAUTH_URL', `${address} is not https: passwords and sessions travel readably.`)];
}

/** Between machines it would travel readably, with its passwords. */
function plainFindings({ databaseUrl, smtpUrl }: Environment): Finding[] {
  return [
    ...(databaseUrl === undefined || isProtected(databaseUrl)
      ? []
      : [
          note(
            'DATABASE_URL',
            'goes to another machine unencrypted, as far as its address says: add sslmode=verify-full.',
          ),
        ]),
    ...(smtpUrl === undefined || isProtectedMail(smtpUrl)
      ? []
      : [
          note(
            'SMTP_URL',
            'goes to another machine unencrypted unless that offers STARTTLS: write smtps://, or sign in, which insists on it.',
          ),
        ]),
  ];
}

function isProtected(address: string): boolean {
  const { hostname, searchParams } = new URL(address);
  const mode = searchParams.get('sslmode');
  return isHere(hostname) || (mode !== null && mode !== 'disable' && mode !== 'allow' && mode !== 'prefer');
}

function isProtectedMail(address: string): boolean {
  const { hostname, protocol, username } = new URL(address);
  return isHere(hostname) || protocol === 'smtps:' || username !== '';
}

/** A socket has no host. */
const isHere = (hostname: string): boolean => hostname === '' || isLoopback(hostname);
