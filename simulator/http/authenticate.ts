import { findApiUser, type ApiUser } from '../engine/accounts';
import { Failure } from '../engine/failure';
import type { World } from '../engine/world';

/** Credentials count before everything else, for unknown addresses too. */
export function authenticate(world: World, header: string | undefined): ApiUser {
  const credentials = /^basic\s+(.+)$/i.exec(header ?? '')?.[1];
  const text = credentials ? Buffer.from(credentials, 'base64').toString('utf8') : '';
  const colon = text.indexOf(':');
  const user = colon > 0 ? findApiUser(world, text.slice(0, colon)) : undefined;
  if (!user || user.password !== text.slice(colon + 1)) throw unauthorised();
  if (!user.enabled) throw world.settings.disabledUser === '403' ? wrongRegion() : unauthorised();
  return user;
}

export const unauthorised = (): Failure =>
  new Failure(401, '', '', { message: 'Authorization has been denied for this request.' });

export const wrongRegion = (): Failure =>
  new Failure(403, '', '', { message: 'Forbidden: Access is denied' });
