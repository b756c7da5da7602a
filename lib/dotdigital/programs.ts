import { readPages, type Page, type PageOptions } from './pages';
import type { Transport } from './request';
import { WireProgram } from './wire';

export const programCalls = (transport: Transport) => ({
  /** Their names and states; what starts them, the API doesn't tell. */
  programs: (options: PageOptions = {}): AsyncIterable<Page<WireProgram>> =>
    readPages(transport, '/programs', WireProgram, options),
});
