import { Failure } from '../failure';

export interface Detail {
  item: string;
  description: string;
}

/** A failure as the newer services tell it. */
export const v3Failure = (status: number, code: string, description: string, details?: Detail[]): Failure =>
  new Failure(status, code, description, details ? { details } : {});

export const invalidContacts = (details: Detail[]): Failure =>
  v3Failure(400, 'contacts:invalidContacts', 'Invalid contact data', details);

export const contactMissing = (identifier: string, value: string, service = 'contacts'): Failure =>
  v3Failure(404, `${service}:contactNotFound`, 'The following contacts could not be found', [
    { item: value, description: `Not found using the identifier '${identifier}'` },
  ]);
