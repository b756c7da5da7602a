import { faultKinds } from '../http/faults/kinds';
import type { Control } from './control';

export const faultControls: Control[] = [
  { method: 'GET', path: '/faults', run: ({ sandbox }) => sandbox.faults.list() },
  { method: 'GET', path: '/faults/kinds', run: () => [...faultKinds].sort() },
  {
    method: 'POST',
    path: '/faults',
    run: ({ sandbox, body }) => (Array.isArray(body) ? body : [body]).map((rule) => sandbox.faults.add(rule)),
  },
  {
    method: 'DELETE',
    path: '/faults',
    run({ sandbox }) {
      sandbox.faults.remove();
    },
  },
  {
    method: 'DELETE',
    path: '/faults/:id',
    run({ sandbox, params }) {
      sandbox.faults.remove(params.id);
    },
  },
];
