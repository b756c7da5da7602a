/** Why Dotdigital refused a document, in words, with what would change it; codes that stand nowhere here are shown as they are. */
const words: Record<string, string> = {
  ContactEmailDoesNotExist:
    'Dotdigital doesn’t know the address. It goes again when the person is back in the book and the document changes, or by Retry.',
  ContactIdDoesNotExist: 'Dotdigital doesn’t know the contact.',
  InvalidContactIdentifier: 'Dotdigital doesn’t take the address for one.',
  InvalidClientKey: 'Dotdigital doesn’t take the external id for a key. Give it another one in the shop.',
  KeyExistingForDifferentContact:
    'The key belongs to another contact at Dotdigital. Delete it there, then Retry.',
  DuplicateKey: 'The key stood twice in one import.',
  InvalidJson: 'Dotdigital could not read the document.',
  JsonContainsNestedArray: 'The document has a list in a list.',
  JsonDoesNotMatchSchema:
    'A value has another type than the collection has had so far. Empty the collection at Dotdigital, then Retry.',
  JsonValueIncompatibleWithSchema:
    'A value has another type than the collection has had so far. Empty the collection at Dotdigital, then Retry.',
  JsonValueTooLong: 'A value is longer than Dotdigital takes.',
  JsonNumberValueTooLarge: 'A number is larger than Dotdigital takes.',
  import_lost: 'Three imports of it came to nothing.',
  refused: 'Dotdigital refused the request.',
};

export function reasonWords(code: string | null, text: string | null): string | null {
  if (code === null) return null;
  const said = words[code] ?? code;
  return text === null || text === '' ? said : `${said} It said: “${text}”`;
}
