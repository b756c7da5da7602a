/** What storing a batch did. */
export type Stored = {
  created: number;
  updated: number;
  unchanged: number;
  createdIds: string;
  peopleIds: string;
  firstChangeId: string | null;
  lastChangeId: string | null;
  changeCount: number;
  newTagIds: string;
};

export const nobody: Stored = {
  created: 0,
  updated: 0,
  unchanged: 0,
  createdIds: '{}',
  peopleIds: '{}',
  firstChangeId: null,
  lastChangeId: null,
  changeCount: 0,
  newTagIds: '{}',
};
