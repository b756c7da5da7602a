import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EnvironmentError, environmentNames, readEnvironment } from './env';

const key = Buffer.alloc(32, 7).toString('base64');

function problemsOf(
  source: Record<string, string>,
  required: Parameters<typeof readEnvironment>[1] = [],
): EnvironmentError {
  try {
    readEnvironment(source, required);
  } catch (error) {
    if (error instanceof EnvironmentError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('readEnvironment', () => {
  it('has a default for everything that may be left out', () => {
    expect(readEnvironment({})).toMatchObject({
      port: 3000,
      dataDir: '.data',
      dotdigitalApiUrl: 'https://r1-api.dotdigital.com',
      dotdigitalAllowedHosts: [],
      demoData: true,
      syncImportMinutes: null,
      syncExportMinutes: null,
      databaseUrl: undefined,
    });
  });

  it('takes an empty value as unset', () => {
    expect(readEnvironment({ PORT: '', DATABASE_URL: '' }).port).toBe(3000);
  });

  it('names every wrong value at once, with what is there and what is expected', () => {
    const error = problemsOf({ PORT: '99999', DEMO_DATA: 'perhaps', LOG_LEVEL: 'info' });
    expect(error.problems.map((problem) => problem.name)).toEqual(['PORT', 'DEMO_DATA']);
    expect(error.message).toContain('PORT is "99999"; expected a port number from 1 to 65535.');
    expect(error.message).toContain('DEMO_DATA is "perhaps"; expected on or off.');
  });

  it('names what is required and missing beside what is wrong', () => {
    const error = problemsOf({ SYNC_IMPORT_MINUTES: '0' }, ['DATABASE_URL']);
    expect(error.problems.map((problem) => problem.name)).toEqual(['DATABASE_URL', 'SYNC_IMPORT_MINUTES']);
    expect(error.message).toContain('DATABASE_URL is not set');
  });

  it('never prints a secret', () => {
    const secrets = {
      NEXTAUTH_SECRET: 'too-short-canary',
      ENCRYPTION_KEYS: 'k1:canary',
      DATABASE_URL: 'mysql://u:canary@h/d',
      SMTP_URL: 'canary',
      CRON_SECRET: 'canary',
      DEMO_PASSWORD: 'canary',
    };
    const error = problemsOf(secrets);
    expect(error.problems).toHaveLength(6);
    expect(error.message).not.toContain('canary');
  });

  it('reads encryption keys, of which the first one encrypts', () => {
    const other = Buffer.alloc(32, 9).toString('base64url');
    const { encryptionKeys } = readEnvironment({ ENCRYPTION_KEYS: `new:${key}, old:${other}` });
    expect(encryptionKeys?.primary).toBe('new');
    expect(encryptionKeys?.keys.get('old')).toEqual(Buffer.alloc(32, 9));
  });

  it.each([
    ['without an id', `:${key}`],
    ['without a key', 'k1'],
    ['with a short key', `k1:${key.slice(4)}`],
    ['with a key that is not base64', 'k1:not base64!'],
    ['with one id twice', `k1:${key},k1:${key}`],
  ])('refuses encryption keys %s', (_, value) => {
    expect(problemsOf({ ENCRYPTION_KEYS: value }).problems[0]?.name).toBe('ENCRYPTION_KEYS');
  });

  it("reads the hosts that may be called besides Dotdigital's own", () => {
    expect(
      readEnvironment({ DOTDIGITAL_ALLOWED_HOSTS: '127.0.0.1:4010, Sandbox.local:80,[::1]:4010' })
        .dotdigitalAllowedHosts,
    ).toEqual(['127.0.0.1:4010', 'sandbox.local:80', '[::1]:4010']);
    expect(problemsOf({ DOTDIGITAL_ALLOWED_HOSTS: 'sandbox.local' }).problems[0]?.expected).toContain(
      'host:port',
    );
    expect(problemsOf({ DOTDIGITAL_ALLOWED_HOSTS: 'http://sandbox.local:80' }).problems).toHaveLength(1);
  });

  it('takes addresses without a slash at their end, and of the right kind only', () => {
    expect(readEnvironment({ NEXTAUTH_URL: 'https://crm.example.com/' }).nextauthUrl).toBe(
      'https://crm.example.com',
    );
    expect(problemsOf({ DOTDIGITAL_API_URL: 'r1-api.dotdigital.com' }).problems).toHaveLength(1);
    expect(problemsOf({ DATABASE_URL: 'http://localhost/db' }).problems).toHaveLength(1);
  });

  it('is listed whole in .env.example', () => {
    const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    expect(environmentNames.filter((name) => !new RegExp(`^# ${name}=`, 'm').test(example))).toEqual([]);
  });
});
