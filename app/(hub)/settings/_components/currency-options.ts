const names = new Intl.DisplayNames('en', { type: 'currency' });

export const currencyOptions = (codes: readonly string[]) =>
  codes.map((code) => ({ value: code, label: code, hint: names.of(code) }));
