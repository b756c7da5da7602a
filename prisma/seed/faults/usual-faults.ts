/** One of each way in which a call can fail. */
export const usualFaults = [
  'server-error',
  'server-error-after',
  'reset-before-head',
  'reset-after',
  'not-found',
  'bad-request',
  'unauthorized',
  'flat-limit',
  'html',
  'torn-json',
];
