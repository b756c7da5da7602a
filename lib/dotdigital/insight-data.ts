import type { z } from 'zod';
import { DotdigitalError } from './errors';
import { readOne } from './pages';
import type { Call, Transport } from './request';
import { WireInsightImport, WireInsightReport, WireInsightStart } from './wire';

/** v3 has insight data as a service of its own; an account without it has v2's transactional data (dotdigital-api.md 10 and 13.4). */
export type InsightApi = 'v3' | 'v2';

type Collection = { api: InsightApi; name: string; type: 'orders' | 'cartInsight' };
/** `json`: the document as a text. */
export type InsightRecord = { key: string; email: string; json: string };
export type InsightFault = z.infer<typeof WireInsightReport>['faults'][number];
export type InsightImport = {
  state: 'working' | 'complete' | 'failed';
  /** null: there is none, or not yet. */
  report: { total: number | null; faults: InsightFault[] } | null;
};

const v3 = '/insightData/v3' as const;
const v2 = '/contacts/transactional-data';

/** Who or what isn't there has no data there either. Any other 404 is a stranger's. */
const goneCodes = new Set([
  'insightData:contactNotFound',
  'insightData:collectionNotFound',
  'insightData:recordNotFound',
  'ERROR_TRANSACTIONAL_DATA_DOES_NOT_EXIST',
  'ERROR_TRANSACTIONAL_DATA_COLLECTION_DOES_NOT_EXIST',
]);

const is404 = (error: unknown): error is DotdigitalError =>
  error instanceof DotdigitalError && error.status === 404;

export const insightCalls = (transport: Transport) => {
  const isOffered = async (): Promise<boolean> => {
    try {
      await transport.send({ method: 'GET', api: v3, path: '/collections', tier: 'mediumCallRate' });
      return true;
    } catch (error) {
      if (is404(error)) return false;
      throw error;
    }
  };

  /** As if done where it was gone already. */
  const deleteOne = async (call: Call): Promise<void> => {
    try {
      await transport.send({ ...call, expect: 'none' });
    } catch (error) {
      if (!is404(error) || !goneCodes.has(error.vendorCode ?? '')) throw error;
    }
  };

  return {
    /** The collection is there afterwards; tells which service has it. v2 makes it with the first import. Safe to repeat. */
    async makeInsightCollection({ name, type }: Omit<Collection, 'api'>): Promise<InsightApi> {
      try {
        await transport.send({
          method: 'POST',
          api: v3,
          path: `/collections/${name}?collectionScope=contact&collectionType=${type}`,
          tier: 'mediumCallRate',
          expect: 'none',
        });
        return 'v3';
      } catch (error) {
        if (is404(error) && !(await isOffered())) return 'v2';
        throw error;
      }
    },

    /** Each document replaces what its key had. Answers the id of the import, where Dotdigital tells one. */
    async importInsight(
      { api, name, type }: Collection,
      records: readonly InsightRecord[],
    ): Promise<string | null> {
      const call: Call =
        api === 'v3'
          ? {
              method: 'PUT',
              api: v3,
              path: '/import',
              tier: 'lowCallRate',
              body: {
                collectionName: name,
                collectionScope: 'contact',
                collectionType: type,
                records: records.map(({ key, email, json }) => ({
                  key,
                  contactIdentity: { identifier: 'email', value: email },
                  json: JSON.parse(json) as unknown,
                })),
              },
            }
          : {
              method: 'POST',
              path: `${v2}/import/${name}`,
              tier: 'lowCallRate',
              body: records.map(({ key, email, json }) => ({ key, contactIdentifier: email, json })),
            };
      const { body } = await transport.send(call);
      return readOne(`${call.method} ${call.path}`, WireInsightStart, body, 'yes');
    },

    async insightImport(api: InsightApi, importId: string): Promise<InsightImport> {
      const path = `${api === 'v3' ? '' : v2}/import/${encodeURIComponent(importId)}`;
      const { body } = await transport.send({
        method: 'GET',
        ...(api === 'v3' ? { api: v3 } : {}),
        path,
        tier: 'unlimited',
      });
      const { importId: answered, state, report } = readOne(`GET ${path}`, WireInsightImport, body);
      if (answered !== '' && answered.toLowerCase() !== importId.toLowerCase())
        throw new DotdigitalError('invalid_answer', `GET ${path}`, {
          acted: 'no',
          detail: 'the answer is about another import',
        });
      if (api === 'v3' || state !== 'complete') return { state, report };
      try {
        const answer = await transport.send({
          method: 'GET',
          path: `${path}/report`,
          tier: 'highCallRate',
        });
        return { state, report: readOne(`GET ${path}/report`, WireInsightReport, answer.body) };
      } catch (error) {
        if (is404(error)) return { state, report: null };
        throw error;
      }
    },

    /** Documents of one person, or what is left of them. Safe to repeat. */
    async deleteInsight(
      { api, name }: Pick<Collection, 'api' | 'name'>,
      email: string,
      keys: readonly string[],
    ): Promise<void> {
      if (api === 'v3') {
        await deleteOne({
          method: 'DELETE',
          api: v3,
          path: `/contacts/email/${encodeURIComponent(email)}/${name}/deleteRecords`,
          shownPath: `/contacts/email/{value}/${name}/deleteRecords`,
          tier: 'mediumCallRate',
          body: { keys },
        });
        return;
      }
      for (const key of keys)
        await deleteOne({
          method: 'DELETE',
          path: `${v2}/${name}/${encodeURIComponent(key)}`,
          shownPath: `${v2}/${name}/{key}`,
          tier: 'mediumCallRate',
        });
    },
  };
};
