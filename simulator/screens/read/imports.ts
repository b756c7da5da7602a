import type { World } from '../../engine/world';

export function listFaults(
  world: World,
  id: string,
  select: number,
): { n: number; reason: string; line: string }[] {
  return world.store.rows(
    'SELECT n, reason, line FROM importFaults WHERE import = ? ORDER BY n LIMIT ?',
    id,
    select,
  );
}
