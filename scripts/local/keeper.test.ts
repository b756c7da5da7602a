import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { identify, waitUntilGone } from './process-identity';

const keeping = `
  import { spawn } from 'node:child_process';
  import { endWithUs } from ${JSON.stringify(new URL('./keeper.ts', import.meta.url).href)};
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { detached: true, stdio: 'ignore' });
  endWithUs(child.pid, { group: true, signal: 'TERM', graceSeconds: 2 });
  console.log(child.pid);
  setTimeout(() => {}, 60000);
`;

describe('a keeper', () => {
  it('ends the process when whoever started it is killed for good', async () => {
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', keeping], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const child = identify(Number(line.toString()));
    if (child === null) throw new Error('the child is not there');
    expect(await waitUntilGone(child, 300)).toBe(false);
    parent.kill('SIGKILL');
    expect(await waitUntilGone(child, 60_000)).toBe(true);
  });
});
