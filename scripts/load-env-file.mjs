import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// What is set already wins over the file, as Next.js does it too.
const file = fileURLToPath(new URL('../.env', import.meta.url));
if (existsSync(file)) process.loadEnvFile(file);
