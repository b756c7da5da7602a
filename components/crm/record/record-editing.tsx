'use client';

import { useRouter } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';

import type { RecordField, RecordView } from '@/lib/crm/schemas';
import type { RecordChange } from './field-words';
import { type SaveOutcome, type SaveRecord, useRecordSave } from './use-record-save';

type Editing = {
  record: RecordView;
  fields: readonly RecordField[];
  owners: readonly { id: string; name: string }[];
  mayChange: boolean;
  save: (change: RecordChange) => Promise<SaveOutcome>;
  /** After a tag or a consent of one's own. */
  tookOwn: (record: RecordView) => void;
  /** Call while an editor is open; what others change meanwhile is told when it saves. */
  hold: () => () => void;
};

const EditingContext = createContext<Editing | null>(null);

export function useRecordEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error('not inside RecordEditing');
  return editing;
}

type RecordEditingProps = Pick<Editing, 'record' | 'fields' | 'owners' | 'mayChange'> & {
  save: SaveRecord;
  children: ReactNode;
};

/** The record that a page shows, and which state of it the person has seen: what the editors of its fields and tags share. */
export function RecordEditing({
  record: fromServer,
  fields,
  owners,
  mayChange,
  save: saveAction,
  children,
}: RecordEditingProps) {
  const router = useRouter();
  // What was just saved stands at once; the page's next reading takes over.
  const [saved, setSaved] = useState(fromServer);
  const record =
    saved.version > fromServer.version ? { ...saved, sameAddress: fromServer.sameAddress } : fromServer;
  const { save, tookOwn, sawAll } = useRecordSave(fromServer, fields, saveAction);
  const open = useRef(0);
  const latest = useRef(record);
  useEffect(() => {
    latest.current = record;
    if (open.current === 0) sawAll(record);
  });
  const editing: Editing = {
    record,
    fields,
    owners,
    mayChange,
    save: async (change) => {
      const outcome = await save(change);
      if (outcome.kind === 'saved') setSaved(outcome.record);
      if (outcome.kind !== 'refused') router.refresh();
      return outcome;
    },
    tookOwn: (own) => {
      tookOwn(own);
      setSaved(own);
      router.refresh();
    },
    hold: () => {
      open.current += 1;
      return () => {
        open.current -= 1;
        if (open.current === 0) sawAll(latest.current);
      };
    },
  };
  return <EditingContext value={editing}>{children}</EditingContext>;
}
