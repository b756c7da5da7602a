import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this clone, wherever the command was called from. */
export const projectFolder = join(fileURLToPath(import.meta.url), '..', '..', '..');
