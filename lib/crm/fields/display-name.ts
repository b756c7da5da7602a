type NameParts = {
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  company: string | null;
  phone: string | null;
  mobile: string | null;
};

/** How a person is called on a screen: names, else the address, else whatever there is. */
export function displayName(parts: NameParts): string {
  const name = [parts.firstName, parts.lastName].filter(Boolean).join(' ');
  return name || parts.email || parts.phone || parts.mobile || parts.company || 'No name';
}
