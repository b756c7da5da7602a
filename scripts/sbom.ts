import { writeFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { runScript } from './local/run-script';
import { makeSbom } from './supply/make-sbom';

await runScript(async () => {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  const text = `${JSON.stringify(await makeSbom(), null, 2)}\n`;
  if (values.to !== undefined) writeFileSync(values.to, text);
  // The end of a script doesn't wait for a pipe.
  else await pipeline([text], process.stdout, { end: false });
});
