import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from '../local/project';
import { sourceFolders } from './environment';

const code = /\.[cm]?[jt]sx?$/;
const generated = join('lib', 'db', 'generated');

/** oxlint has no switch that makes it deaf to them. */
it('no comment takes a rule out of force', () => {
  const files = sourceFolders.flatMap((name) =>
    statSync(join(projectFolder, name)).isDirectory()
      ? readdirSync(join(projectFolder, name), { recursive: true, encoding: 'utf8' }).map((file) =>
          join(name, file),
        )
      : [name],
  );
  const own = files.filter((file) => code.test(file) && !file.startsWith(generated));
  expect(own.length).toBeGreaterThan(1_000);
  const disabling = own.filter((file) =>
    /(\/\/|\/\*)\s*(oxlint|eslint)-(disable|enable)|(\/\/|\/\*)\s*@ts-(ignore|expect-error|nocheck)/.test(
      readFileSync(join(projectFolder, file), 'utf8'),
    ),
  );
  expect(disabling).toEqual([]);
});
