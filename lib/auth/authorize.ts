import { headers } from 'next/headers';
import { createContext, whenceOf } from '../context/process-context';
import { systemActor, type Context } from '../context';
import { AppError } from '../errors';
import { hasOpenStep, signIn, signInByCode, type SignedIn } from '../users';
import { CodeInput, Credentials } from '../users/schemas';
import { dropStep, keepDevice, keepStep, placeOfRequest, readStep } from './sign-in-cookies';

type SessionUser = { id: string; sessionId: string };

/**
 * The two halves of a sign-in come by one address: e-mail and password, then a code where one is asked for. A JSON body arrives as it is:
 * objects and arrays are refused here (P8). What is thrown ends up in the address: fixed codes alone (P9).
 */
export async function authorize(given: Record<string, unknown> | undefined): Promise<SessionUser | null> {
  const credentials = Credentials.safeParse({ email: given?.email, password: given?.password });
  if (credentials.success) return come(() => byPassword(credentials.data));
  const code = CodeInput.safeParse({ code: given?.code });
  return code.success ? come(() => byCode(code.data)) : null;
}

type Half = SignedIn | { refused: 'SecondFactor' | 'WrongCode' | 'StepOver' } | null;

async function byPassword(credentials: Credentials): Promise<Half> {
  const answer = await signIn(await requestContext(), credentials, await placeOfRequest());
  if (answer === null || answer.sessionId !== null) return answer;
  await keepStep(answer.step);
  return { refused: 'SecondFactor' };
}

async function byCode({ code }: CodeInput): Promise<Half> {
  const step = await readStep();
  if (step === null) return { refused: 'StepOver' };
  const answer = await signInByCode(await requestContext(), { step, code }, await placeOfRequest());
  if (answer === 'wrong') return { refused: 'WrongCode' };
  await dropStep();
  return answer === 'over' ? { refused: 'StepOver' } : answer;
}

/** Whether this browser has the first half of a sign-in behind it. */
export async function awaitsCode(): Promise<boolean> {
  const step = await readStep();
  return step !== null && hasOpenStep(createContext(systemActor), step);
}

async function come(half: () => Promise<Half>): Promise<SessionUser | null> {
  const answer = await orFixedCode(half);
  if (answer === null) return null;
  if ('refused' in answer) throw new Error(answer.refused);
  await keepDevice(answer.device);
  return { id: answer.userId, sessionId: answer.sessionId };
}

async function orFixedCode(half: () => Promise<Half>): Promise<Half> {
  try {
    return await half();
  } catch (error) {
    if (error instanceof AppError && error.code === 'too_many') throw new Error('TooMany');
    createContext(systemActor).log.error({ err: error }, 'sign-in failed');
    throw new Error('Unavailable');
  }
}

export async function requestContext(): Promise<Context> {
  const sent = await headers();
  return createContext(
    systemActor,
    undefined,
    whenceOf((name) => sent.get(name), 'page'),
  );
}
