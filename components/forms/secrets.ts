const secrets = new WeakMap<object, Set<string>>();

/** Names of a form's fields that are never kept in the browser; every PasswordField says its own. */
export function secretsOf(control: object): Set<string> {
  const known = secrets.get(control) ?? new Set<string>();
  secrets.set(control, known);
  return known;
}
