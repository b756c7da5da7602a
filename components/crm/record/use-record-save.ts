'use client';

import { useRef } from 'react';

import type { RecordField, RecordNow, RecordView } from '@/lib/crm/schemas';
import type { ActionError, Result } from '@/lib/result';
import { differences, type FieldDifference, type RecordChange } from './field-words';
import { getJson } from '../get-json';
import { callAction } from '@/components/session/call-action';

export type SaveRecord = (
  input: { id: string; version: number } & RecordChange,
) => Promise<Result<RecordView>>;

/** Somebody else was faster: who, when, and what they changed, beside the fields too. */
export type Conflict = Pick<RecordNow, 'by' | 'at' | 'also'> & { changes: FieldDifference[] };
export type SaveOutcome =
  | { kind: 'saved'; record: RecordView }
  | { kind: 'conflict'; conflict: Conflict }
  | { kind: 'refused'; error: ActionError };

/**
 * Saves over the state of a record that this person has seen, and no other. When somebody changed it meanwhile nothing is stored: what
 * they changed comes back, counts as seen from then on, and the next press saves on top of it.
 */
export function useRecordSave(record: RecordView, fields: readonly RecordField[], saveAction: SaveRecord) {
  const seen = useRef(record);
  const save = async (change: RecordChange): Promise<SaveOutcome> => {
    const base = seen.current;
    const result = await callAction(
      () => saveAction({ id: base.id, version: base.version, ...change }),
      'The server could not be reached, so nothing was saved. What you typed is still here; try again in a moment.',
    );
    if (result.ok) {
      seen.current = result.data;
      return { kind: 'saved', record: result.data };
    }
    if (result.error.code !== 'stale') return { kind: 'refused', error: result.error };
    try {
      const now = await getJson<RecordNow>(
        `/api/records/${base.id}/now?since=${encodeURIComponent(base.updatedAt)}`,
      );
      seen.current = now.record;
      return {
        kind: 'conflict',
        conflict: { by: now.by, at: now.at, also: now.also, changes: differences(base, now.record, fields) },
      };
    } catch (error) {
      return {
        kind: 'refused',
        error: { code: 'stale', message: error instanceof Error ? error.message : result.error.message },
      };
    }
  };
  /** A change of one's own by another road (a tag, a consent): only if nobody else's lies between has this person seen it all. */
  const tookOwn = (own: RecordView): void => {
    if (own.version === seen.current.version + 1) seen.current = own;
  };
  const sawAll = (current: RecordView): void => {
    if (current.version > seen.current.version) seen.current = current;
  };
  return { save, seen, tookOwn, sawAll };
}
