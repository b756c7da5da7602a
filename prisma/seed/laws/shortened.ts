import fc from 'fast-check';
import type { Step } from './steps';

/**
 * What `steps` makes, shrunk as a plain list whatever it was made of: runs of steps are left out, then single ones, then the trouble that
 * the engines had. What is left of a scene is a story of ordinary steps.
 */
export const shortened = (steps: fc.Arbitrary<Step[]>): fc.Arbitrary<Step[]> => new Shortened(steps);

class Shortened extends fc.Arbitrary<Step[]> {
  constructor(private readonly steps: fc.Arbitrary<Step[]>) {
    super();
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<Step[]> {
    return new fc.Value(this.steps.generate(random, bias).value, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Step[] {
    return Array.isArray(value);
  }

  override shrink(steps: Step[]): fc.Stream<fc.Value<Step[]>> {
    return fc.stream(shorter(steps)).map((fewer) => new fc.Value(fewer, undefined));
  }
}

function* shorter(steps: Step[]): IterableIterator<Step[]> {
  for (let size = steps.length; size >= 1; size = Math.floor(size / 2))
    for (let at = 0; at < steps.length; at += size) yield [...steps.slice(0, at), ...steps.slice(at + size)];
  for (const [n, step] of steps.entries())
    if ('run' in step && step.trouble !== null) yield steps.with(n, { ...step, trouble: null });
}
