/** A test that ran; `why` is what a failed one complained of. */
export type TimedTest = { title: string; seconds: number; why?: string };

/** What a stage found; a check counts as one test. */
export type Outcome = { passed: number; failed: number; tests: TimedTest[] };

export type Surroundings = {
  abort: AbortSignal;
  /** A folder that goes when the run ends. */
  scratch: string;
};

export type Stage = {
  name: string;
  title: string;
  run: (surroundings: Surroundings) => Promise<Outcome>;
};

export type FinishedStage = { title: string; seconds: number; outcome: Outcome };
