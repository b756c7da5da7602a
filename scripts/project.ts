import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this clone, wherever the command was called from. */
export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));
