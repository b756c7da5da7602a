declare const rooms: {
  jobs: string[];
  flows: string[];
  records: string[];
  doors: string[];
  namedEdges: { from: string; to: string; reason: string }[];
  innerRooms: Partial<Record<string, string[]>>;
};
export = rooms;
