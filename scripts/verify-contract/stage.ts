import type { Driver } from './driver';
import type { Json } from './json-schema';

export interface Stage {
  driver: Driver;
  control<T = Json>(method: string, path: string, body?: Json): Promise<T>;
}
