import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { worlds } from '../e2e/screens/worlds';
import { generateClient } from './local/generate-client';
import { endToEndStage } from './testing/playwright-stage';
import { makeScratchFolder } from './local/scratch-folder';

/** Every page at three widths in two themes, with the demo's data, with none, and with much of it; `--pictures FOLDER` keeps what was seen. */
const { values } = parseArgs({ options: { pictures: { type: 'string' } } });
const ending = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => ending.abort());
generateClient();
let failed = 0;
for (const world of worlds) {
  const scratch = makeScratchFolder('dotbridge-screens-');
  process.env.SCREENS_WORLD = world;
  if (values.pictures) process.env.PICTURES = join(resolve(values.pictures), world);
  try {
    const outcome = await endToEndStage('e2e/walk.spec.ts').run({ abort: ending.signal, scratch });
    failed += outcome.failed;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
process.exit(failed > 0 || ending.signal.aborted ? 1 : 0);
