export type Lookout<Seen> = {
  /** Told what is seen as soon as that is known, and after every look; gives back what ends it. */
  join: (tell: (seen: Seen) => void) => () => void;
};

type Options<Seen> = {
  look: () => Promise<Seen>;
  everyMs: number;
  onError: (error: unknown) => void;
};

/** Looks for all who have joined at once, and not at all while nobody has. A look that fails is the next one's matter. */
export function openLookout<Seen>({ look, everyMs, onError }: Options<Seen>): Lookout<Seen> {
  const joined = new Set<(seen: Seen) => void>();
  let isLooking = false;

  const lookOn = async (): Promise<void> => {
    const began = performance.now();
    try {
      const seen = await look();
      for (const tell of joined) tell(seen);
    } catch (error) {
      onError(error);
    }
    if (joined.size === 0) {
      isLooking = false;
      return;
    }
    // A slow database is not asked quicker than it answers.
    const took = performance.now() - began;
    setTimeout(() => void lookOn(), Math.max(everyMs - took, took)).unref();
  };

  return {
    join: (tell) => {
      joined.add(tell);
      if (!isLooking) {
        isLooking = true;
        void lookOn();
      }
      return () => void joined.delete(tell);
    },
  };
}
