import { csvTransport } from './csv-transport';
import { jsonTransport } from './json-transport';
import type { FileKind } from '../next-step';
import type { ImportTransport } from './transport';

export const transports: Record<FileKind, ImportTransport> = {
  import_v2: csvTransport,
  import_v3: jsonTransport,
};
