import { build } from './local/build';
import { runScript } from './local/run-script';

await runScript(() => build({ say: (line) => console.log(line), abort: new AbortController().signal }));
