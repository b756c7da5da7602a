import { DotdigitalError } from './errors';
import { readOne } from './pages';
import type { Transport } from './request';
import { WireContactImport, WireContactImportStart } from './wire';

const api = '/contacts/v3' as const;

/** What v3 calls the merge options, by what a value that is not given, or a field that is filled there already, comes to. */
const mergeOptions = { clear: 'overwrite', keep: 'overwriteIfNotEmpty', fill: 'overwriteIfEmpty' };

/** Dotdigital takes 50 MB (dotdigital-api.md 13.3). */
const largestImportBytes = 50 * 1024 * 1024;

/** The newer import of contacts: JSON, with ids and failures in the answer. Not every account has it. */
export const contactImportCalls = (transport: Transport) => ({
  async offersContactImport(): Promise<boolean> {
    try {
      await transport.send({ method: 'GET', api, path: '?limit=1', tier: 'lowCallRate' });
      return true;
    } catch (error) {
      if (error instanceof DotdigitalError && (error.status === 404 || error.status === 403)) return false;
      throw error;
    }
  },

  /** `contacts`: a JSON array, in pieces. Never repeated here, as `startImport` is not. */
  async startContactImport({
    contacts,
    empty = 'clear',
  }: {
    contacts: readonly Buffer[];
    empty?: keyof typeof mergeOptions;
  }): Promise<{ importId: string | null }> {
    const head = Buffer.from(`{"mergeOption":"${mergeOptions[empty]}","contacts":`);
    const json = Buffer.concat([head, ...contacts, Buffer.from('}')]);
    if (json.length > largestImportBytes) {
      throw new DotdigitalError('refused', `PUT ${api}/import`, {
        acted: 'no',
        detail: 'the contacts are larger than 50 MB',
      });
    }
    const { body } = await transport.send({ method: 'PUT', api, path: '/import', tier: 'lowCallRate', json });
    return readOne(`PUT ${api}/import`, WireContactImportStart, body, 'yes');
  },

  async contactImport(importId: string): Promise<WireContactImport> {
    const path = `/import/${encodeURIComponent(importId)}`;
    const { body } = await transport.send({ method: 'GET', api, path, tier: 'unlimited' });
    const read = readOne(`GET ${api}${path}`, WireContactImport, body);
    if (read.importId === '' || read.importId.toLowerCase() === importId.toLowerCase()) return read;
    throw new DotdigitalError('invalid_answer', `GET ${api}${path}`, {
      acted: 'no',
      detail: 'the answer is about another import',
    });
  },
});
