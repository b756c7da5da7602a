/** A law is broken: which, and in what way. */
export class LawBroken extends Error {
  constructor(
    readonly law: string,
    message: string,
  ) {
    super(`${law}: ${message}`);
  }
}
