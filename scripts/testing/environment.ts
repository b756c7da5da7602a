import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../local/project';

export const packageFile = (path: string): string => join(projectFolder, 'node_modules', path);

export const environment = (more: Record<string, string> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  NEXT_TELEMETRY_DISABLED: '1',
  ...more,
});

/** Where code of ours is. */
export const sourceFolders = [
  'app',
  'components',
  'lib',
  'pages',
  'prisma',
  'simulator',
  'scripts',
  'bench',
  'e2e',
  'proxy.ts',
].filter((name) => existsSync(join(projectFolder, name)));
