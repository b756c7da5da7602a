import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Arrived {
  request: IncomingMessage;
  response: ServerResponse;
  region: string;
  baseUrl: string;
  /** The whole address as it was asked for, with the region's part. */
  url: string;
  signal: AbortSignal;
}
