import type { FlowContext } from '../context';
import type { DotdigitalClient } from '../dotdigital';
import type { ExportTarget } from './load-target';
import type { HeldWave } from './wave-lease';

/** A wave that is ours for as long as the lease holds. */
export type WaveWork = {
  ctx: FlowContext;
  target: ExportTarget;
  wave: HeldWave;
  /** Calls made and not yet written to the run. */
  calls: { count: number };
};

/** The same with a line to Dotdigital. */
export type Session = WaveWork & {
  client: DotdigitalClient;
  /** What was last brought in of the fields that go both ways: when, by our clock, and up to when, by Dotdigital's. */
  lastLook: { current: { at: Date; until: Date } | null };
};
