/** Row-level refusals: the same values are not sent again until one of them changes. */
export const setAsideReasons = [
  'invalid_at_dotdigital',
  'duplicate_at_dotdigital',
  'failures',
  'never_in_book',
  'SoftBounced',
  'other',
] as const;
