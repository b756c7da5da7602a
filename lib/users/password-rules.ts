import { invalidFields } from '../errors';

export type Owner = { email: string; name: string };

/** So few guesses, for whoever tries the breached ones first and then what people make of them. */
const leastGuesses = 1e6;
/** Enough to tell; a longer text costs more time than it adds. */
const lengthLookedAt = 64;

/**
 * Refuses what is on the list of breached passwords, or little more than one of these, a row of keys, a repetition or the person's own
 * name (reliability.md check 13). Nothing else is demanded: no kinds of characters.
 */
export async function requireGoodPassword(password: string, { email, name }: Owner): Promise<void> {
  const { check } = await loadGuesser();
  const own = ['dotbridge', 'dotdigital', email, ...words(email), name, ...words(name)];
  const { guesses } = check(password.normalize('NFC').slice(0, lengthLookedAt), own);
  if (guesses >= leastGuesses) return;
  throw invalidFields({
    password:
      password.trim() === ''
        ? 'Blanks alone are no password. Take a few words that only you would put together.'
        : 'This one is easily guessed: it is on lists of stolen passwords, or nearly. Take a few words that only you would put together.',
  });
}

const words = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2);

type Guesser = { check: (password: string, own: string[]) => { guesses: number } };

let guesser: Promise<Guesser> | undefined;

/** Fifty thousand words: loaded when the first password is chosen. */
const loadGuesser = (): Promise<Guesser> => (guesser ??= makeGuesser());

async function makeGuesser(): Promise<Guesser> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const factory = new ZxcvbnFactory({
    dictionary: { passwords: dictionary['passwords-common'] },
    graphs: adjacencyGraphs,
  });
  return { check: (password, own) => factory.check(password, own) };
}
