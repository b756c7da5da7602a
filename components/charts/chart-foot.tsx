import type { ReactNode } from 'react';

import { Button } from '../ui/button';
import { CardFooter } from '../ui/card';
import { cn } from '../ui/cn';

type ChartFootProps = {
  /** The chart's, so that nobody has to guess whose buttons they are. */
  title: string;
  note?: ReactNode;
  isTable: boolean;
  onToggleTable: () => void;
  /** Left out where there is nothing to save. */
  savePng?: () => Promise<void>;
  saveCsv?: () => Promise<void>;
};

export function ChartFoot({ title, note, isTable, onToggleTable, savePng, saveCsv }: ChartFootProps) {
  return (
    <CardFooter
      className={cn('py-[5px]', note === undefined && 'print:hidden')}
      right={
        saveCsv && (
          <span className="flex items-center">
            <FootButton of={title} pressed={isTable} onClick={onToggleTable}>
              Table
            </FootButton>
            {savePng && (
              <>
                <Dot />
                <FootButton of={title} onClick={savePng}>
                  PNG
                </FootButton>
              </>
            )}
            <Dot />
            <FootButton of={title} onClick={saveCsv}>
              CSV
            </FootButton>
          </span>
        )
      }
    >
      {note}
    </CardFooter>
  );
}

type FootButtonProps = {
  children: string;
  of: string;
  onClick: () => void | Promise<void>;
  pressed?: boolean;
};

function FootButton({ children, of, onClick, pressed }: FootButtonProps) {
  return (
    <Button
      variant="quiet"
      size="sm"
      aria-pressed={pressed}
      aria-label={`${children}, ${of}`}
      className="px-1.5 font-normal text-ink-3"
      onClick={onClick}
    >
      {children}
    </Button>
  );
}

const Dot = () => <span aria-hidden>·</span>;
