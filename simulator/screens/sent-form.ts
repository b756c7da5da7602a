import { refuse } from '../engine/failure';

/** What is read of a form: every field, as often as it was sent. */
export type ReadForm = { fields: URLSearchParams };

/** The fields of a form, as they were typed. */
export class SentForm {
  readonly #fields: URLSearchParams;

  constructor(fields = new URLSearchParams()) {
    this.#fields = fields;
  }

  /** Nothing when the form has no such field, or when no form was sent at all. */
  find(name: string): string | undefined {
    return this.#fields.get(name)?.replaceAll('\r\n', '\n') ?? undefined;
  }

  text(name: string): string {
    return this.find(name)?.trim() ?? '';
  }

  all(name: string): string[] {
    return this.#fields.getAll(name);
  }

  ids(name: string): number[] {
    return this.all(name)
      .filter((text) => /^\d{1,10}$/.test(text))
      .map(Number);
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  get wasSent(): boolean {
    return this.#fields.size > 0;
  }

  choice<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    return choices.find((choice) => choice === this.find(name)) ?? fallback;
  }

  /** Nothing when it was left empty. */
  number(name: string, label: string): number | undefined {
    const text = this.text(name);
    if (text === '') return undefined;
    const number = Number(text);
    if (!Number.isFinite(number) || number < 0) throw refuse('NOT_A_NUMBER', `${label} is not a number.`);
    return number;
  }
}
