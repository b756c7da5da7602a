'use client';

import type { ReactNode, RefObject } from 'react';

import { Button } from '../ui/button';
import { CardFooter } from '../ui/card';
import { toast } from '../ui/toast-store';
import { saveCsv, savePng } from './download';

type ChartFootProps = {
  /** The file's name without its ending. */
  name: string;
  note?: ReactNode;
  rows: () => (string | number | null)[][];
  showsTable: boolean;
  onToggleTable: () => void;
  /** Where the SVG is; without it there is no PNG. */
  chart?: RefObject<HTMLElement | null>;
};

export function ChartFoot({ name, note, rows, showsTable, onToggleTable, chart }: ChartFootProps) {
  const png = async (): Promise<void> => {
    const svg = chart?.current?.querySelector('svg');
    if (!svg) return;
    await savePng(name, svg).catch(() =>
      toast.bad('No picture could be made', { detail: 'The table and the CSV hold the same numbers.' }),
    );
  };
  return (
    <CardFooter
      className="py-[5px]"
      right={
        <span className="flex items-center">
          <FootButton pressed={showsTable} onClick={onToggleTable}>
            {chart || !showsTable ? 'Table' : 'Chart'}
          </FootButton>
          {chart && !showsTable && (
            <>
              <Dot />
              <FootButton onClick={png}>PNG</FootButton>
            </>
          )}
          <Dot />
          <FootButton onClick={() => saveCsv(name, rows())}>CSV</FootButton>
        </span>
      }
    >
      {note}
    </CardFooter>
  );
}

function FootButton({
  children,
  onClick,
  pressed,
}: {
  children: ReactNode;
  onClick: () => void | Promise<void>;
  pressed?: boolean;
}) {
  return (
    <Button
      variant="quiet"
      size="sm"
      aria-pressed={pressed}
      className="px-1.5 font-normal text-ink-3"
      onClick={onClick}
    >
      {children}
    </Button>
  );
}

const Dot = () => <span aria-hidden>·</span>;
