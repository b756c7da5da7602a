'use client';

import { type ReactNode, useId, useRef, useState } from 'react';

import { Card, CardHeader } from '../ui/card';
import { cn } from '../ui/cn';
import { toast } from '../ui/toast-store';
import { useViewer } from '../ui/viewer';
import { ChartFoot } from './chart-foot';
import { ChartTable } from './chart-table';
import { Legend } from './legend';
import { saveFile } from './save-file';
import type { ChartSeries, ChartTableData } from './types';

type ChartFrameProps = {
  title: string;
  /** A sentence for who doesn't see it: what is shown, and what stands out. It stands above the table and in the picture too. */
  summary: string;
  table: ChartTableData;
  /** The drawing, which is what the picture has. */
  children: ReactNode;
  /** In the place of the drawing where there is nothing to draw: why, and what would change that. */
  empty?: ReactNode;
  /** What of it is missing, and why. */
  partial?: ReactNode;
  /** The lines of the drawing, where there are several. */
  series?: readonly ChartSeries[];
  /** In the head, instead of the legend alone: "60 days". */
  right?: ReactNode;
  /** Below the head: what else can be shown, as addresses. */
  choices?: ReactNode;
  /** In the foot: what a point is and what was left out. */
  note?: ReactNode;
  /** Of the drawing; as high as it likes where left out. */
  height?: number;
  className?: string;
  /** The zone times are told in, where it is not the person's own. */
  zone?: string;
  /** Without its own card, inside another one. */
  bare?: boolean;
};

/** What every chart has: its numbers as a table, as a picture and as a file, words for who doesn't see it, and a sentence where it is empty. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, summary, table, empty, series = [], height } = props;
  const viewer = useViewer();
  const zone = props.zone ?? viewer.zone;
  const [isTable, setIsTable] = useState(false);
  const drawing = useRef<HTMLDivElement>(null);
  const summaryId = useId();
  const isEmpty = empty !== undefined;
  const name = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const legend = series.length > 1 ? series : [];

  const savePng = async (): Promise<void> => {
    if (!drawing.current) return;
    try {
      const { chartPicture } = await import('./chart-picture');
      saveFile(
        `${name}.png`,
        await chartPicture({ title, summary, series: legend, drawing: drawing.current }),
      );
    } catch {
      toast.bad('No picture could be made', { detail: 'The table and the CSV hold the same numbers.' });
    }
  };
  const saveCsv = async (): Promise<void> => {
    const { chartCsv } = await import('./chart-csv');
    saveFile(`${name}.csv`, new Blob([chartCsv(table, zone)], { type: 'text/csv;charset=utf-8' }));
  };

  return (
    <Card
      aria-label={title}
      aria-describedby={summaryId}
      data-chart={title}
      className={cn('flex flex-col', props.bare && 'rounded-none border-0')}
    >
      <CardHeader
        title={title}
        right={props.right ?? (legend.length > 0 ? <Legend series={legend} /> : undefined)}
      />
      {props.choices !== undefined && (
        <div className="flex flex-wrap gap-2 px-4 pt-2 print:hidden">{props.choices}</div>
      )}
      <p id={summaryId} className="sr-only">
        {isEmpty ? 'Nothing to show yet.' : summary}
      </p>
      <div
        className={cn(
          'min-w-0 flex-1',
          isTable ? 'pt-2.5' : props.className,
          isTable && !height && 'h-[240px]',
        )}
        style={height === undefined ? undefined : { height: height + 16, flexBasis: height + 16 }}
      >
        {isTable ? (
          <ChartTable label={`${title}, as a table`} summary={summary} table={table} zone={zone} />
        ) : isEmpty ? (
          <div className="grid h-full min-h-16 place-items-center px-6 py-3 text-center text-ink-3">
            {empty}
          </div>
        ) : (
          <div ref={drawing} className={height === undefined ? undefined : 'h-full'} data-drawing="">
            {props.children}
          </div>
        )}
      </div>
      {props.partial && !isEmpty && <p className="px-4 pb-2 text-sm text-ink-3">{props.partial}</p>}
      <ChartFoot
        title={title}
        note={props.note}
        isTable={isTable}
        onToggleTable={() => setIsTable(!isTable)}
        savePng={isEmpty || isTable ? undefined : savePng}
        saveCsv={table.rows.length === 0 ? undefined : saveCsv}
      />
    </Card>
  );
}
