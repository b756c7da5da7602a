/** What stands sealed under a key of ENCRYPTION_KEYS, and what is to be done where that key is gone for good. */
export const sealedKinds = {
  integration: {
    label: 'Passwords of integrations',
    lost: 'Enter them again on each of these integrations.',
  },
  studio: {
    label: 'Sign-ins of Email Studio',
    lost: 'These people connect again.',
  },
  studio_sign_in: {
    label: 'Sign-ins of Email Studio that have begun',
    lost: 'These people begin again.',
  },
  second_factor: {
    label: 'Second factors',
    lost: 'These people sign in by a recovery code, or an admin resets theirs.',
  },
  webhook: {
    label: 'Signing secrets of webhooks',
    lost: 'Make new ones on these automations.',
  },
  alert_address: {
    label: 'Where alerts go beside mail',
    lost: 'Enter the address again in System › Settings.',
  },
  mail: {
    label: 'Mails that wait',
    lost: 'They are given up when their time is over.',
  },
  erasure_key: {
    label: 'Fingerprints of people who were erased',
    lost: 'Nobody can come in, since nobody can say who has to stay out.',
  },
  erasure: {
    label: 'Erasures under way',
    lost: 'They can’t go on; erase these people again.',
  },
  audit: {
    label: 'Signature of the audit log',
    lost: 'An operator lets it be signed anew, as the runbook says.',
  },
} as const;
export type SealedKind = keyof typeof sealedKinds;

export type KeyUse = {
  kind: SealedKind;
  count: number;
  /** Whose they are, the first of them by name; empty where they are nobody’s. */
  names: string[];
};

export type KeyView = {
  id: string;
  /** first: it encrypts. other: it opens. missing: it isn't in ENCRYPTION_KEYS. */
  place: 'first' | 'other' | 'missing';
  secretCount: number;
  uses: KeyUse[];
};

export type RotationView = {
  /** The key that everything goes under. */
  key: string;
  askedBy: string;
  askedAt: string;
  /** null: it is under way. */
  endedAt: string | null;
  secretCount: number;
  doneCount: number;
};

export type KeysView = {
  keys: KeyView[];
  /** How many secrets a rotation would write anew. */
  otherCount: number;
  rotation: RotationView | null;
};
