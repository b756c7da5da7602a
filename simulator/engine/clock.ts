export interface ClockState {
  /** Simulated milliseconds that pass in one real millisecond; 0 stands still and moves only by `advance`. */
  speed: number;
  sandboxAt: number;
  realAt: number;
}

/** The sandbox's only source of time. */
export class Clock {
  #state: ClockState;
  readonly #real: () => number;
  /** Up to there the clock was last stepped; what is played of that step happens hour by hour. */
  stepsUntil = -Infinity;

  constructor(real: () => number = Date.now, state?: ClockState) {
    this.#real = real;
    this.#state = state ?? { speed: 1, sandboxAt: real(), realAt: real() };
  }

  now(): number {
    const { speed, sandboxAt, realAt } = this.#state;
    return Math.floor(sandboxAt + (this.#real() - realAt) * speed);
  }

  get speed(): number {
    return this.#state.speed;
  }

  get state(): ClockState {
    return this.#state;
  }

  setSpeed(speed: number): void {
    this.#state = { speed, sandboxAt: this.now(), realAt: this.#real() };
  }

  setNow(time: number): void {
    this.#state = { speed: this.#state.speed, sandboxAt: time, realAt: this.#real() };
  }

  stepTo(time: number): void {
    this.setNow(time);
    this.stepsUntil = time;
  }

  advance(milliseconds: number): void {
    this.stepTo(this.now() + milliseconds);
  }
}

const durationPattern =
  /^P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Milliseconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds; nothing when it is not one. */
export function readDuration(text: string): number | undefined {
  const match = durationPattern.exec(text);
  if (!match || match.slice(1).every((part) => part === undefined)) return undefined;
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return Math.round(
    ((((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000 +
      (seconds ?? 0) * 1000,
  );
}
