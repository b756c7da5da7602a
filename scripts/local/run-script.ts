import { EnvironmentError } from '../../lib/env';

/** Runs a command to its end; what goes wrong is told in a line a person can act on, and by the exit code. */
export async function runScript(run: () => Promise<number | void>): Promise<void> {
  let code = 1;
  try {
    code = (await run()) ?? 0;
  } catch (error) {
    console.error(explain(error));
  }
  // The schema engine leaves a timer of ten seconds behind: the end is the end.
  process.exit(code);
}

export function explain(error: unknown): string {
  if (error instanceof EnvironmentError) return `${error.message}\nAll variables: .env.example`;
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ETIMEDOUT')
    return `Nothing answers at the database's address (${error.message || code}). Is DATABASE_URL right, and does the server run?`;
  if (/^28/.test(code))
    return `The database refuses the sign-in: ${error.message}. Check user and password in DATABASE_URL.`;
  if (code === '3D000') return `${error.message}. Create it, or correct DATABASE_URL.`;
  return process.env.DEBUG ? (error.stack ?? error.message) : error.message;
}
