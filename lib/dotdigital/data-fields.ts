import { DotdigitalError } from './errors';
import { notRows, readOne, sortOut, type RefusedRow } from './pages';
import type { Transport } from './request';
import { WireDataField, WireFieldDeletion } from './wire';

export type DataFieldType = 'String' | 'Numeric' | 'Date' | 'Boolean';

type CreateDataField = {
  name: string;
  type: DataFieldType;
  visibility: 'Private' | 'Public';
  defaultValue?: string | number | boolean | null;
};

export const dataFieldCalls = (transport: Transport) => ({
  /** All of them at once: this call is not paged. */
  async dataFields(): Promise<{ rows: WireDataField[]; refused: RefusedRow[]; serverDate: Date | null }> {
    const { body, serverDate } = await transport.send({
      method: 'GET',
      path: '/data-fields',
      tier: 'lowCallRate',
    });
    if (!Array.isArray(body)) throw notRows('/data-fields', body);
    return { ...sortOut(WireDataField, body), serverDate };
  },

  /** No default is left out of the request: one sent as null would be stored as the text "null". */
  async createDataField({ defaultValue, ...field }: CreateDataField): Promise<void> {
    const body = defaultValue === undefined || defaultValue === null ? field : { ...field, defaultValue };
    await transport.send({
      method: 'POST',
      path: '/data-fields',
      tier: 'mediumCallRate',
      body,
      expect: 'none',
    });
  },

  /** Not deleted when something at Dotdigital uses it: then it says what. */
  async deleteDataField(name: string): Promise<{ deleted: boolean; dependencies: string[] }> {
    try {
      const { body } = await transport.send({
        method: 'DELETE',
        path: `/data-fields/${encodeURIComponent(name)}`,
        tier: 'mediumCallRate',
        expect: 'none',
      });
      const { result, dependencies } =
        body === null
          ? { result: true, dependencies: null }
          : readOne('DELETE /data-fields', WireFieldDeletion, body, 'yes');
      return { deleted: result ?? true, dependencies: dependencies ?? [] };
    } catch (error) {
      if (error instanceof DotdigitalError && error.status === 409)
        return { deleted: false, dependencies: error.detail ? [error.detail] : [] };
      throw error;
    }
  },
});
