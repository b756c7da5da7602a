import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findSecrets } from './find-secrets';

const key = 'c2VjcmV0IG9mIHRoaXMgdGVzdA==';

test('a secret is found in any spelling, and not where it is meant to be', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dotbridge-secrets-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'logs'));
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify({ ENCRYPTION_KEYS: `kept:${key}` }));
  writeFileSync(join(folder, 'logs', 'web.log'), 'nothing but words');
  expect(findSecrets(folder)).toEqual([]);
  for (const said of [key, encodeURIComponent(key), Buffer.from(`a ${key} b`).toString('base64')]) {
    writeFileSync(join(folder, 'logs', 'web.log'), `{"msg":"${said}"}`);
    expect(findSecrets(folder)).not.toEqual([]);
  }
  writeFileSync(join(folder, 'logs', 'web.log'), 'sandbox-password');
  expect(findSecrets(folder)).toEqual([`secret 0 in ${join(folder, 'logs', 'web.log')}`]);
});
