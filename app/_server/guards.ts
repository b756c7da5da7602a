/** How an exported function that strangers can call came to be; the verb matrix finds those that came some other way. */
export type Guard = 'action' | 'route' | 'question';

const guards = new WeakMap<object, Guard>();

/** Notes who made the function, and gives it back. */
export function guardedBy<Made extends object>(guard: Guard, made: Made): Made {
  guards.set(made, guard);
  return made;
}

export const guardOf = (made: object): Guard | undefined => guards.get(made);
