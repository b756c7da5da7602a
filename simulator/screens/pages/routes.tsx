import { routeTable } from '../../route-table';
import type { Route } from '../../http/route';
import type { Screen } from '../screen';
import { TextField } from '../ui/fields';
import { Table } from '../ui/table';
import { count, many } from '../words';

const takes = ({ upload, form, body }: Route): string =>
  upload ? 'a file' : form ? 'a form' : body ? 'JSON' : '';

/** The table that the router goes by, to read. */
export const routesScreen: Screen = {
  path: '/routes',
  view({ query }) {
    const wanted = (query.get('q') ?? '').trim().toLowerCase();
    const routes = routeTable.filter(({ method, path }) =>
      `${method} ${path}`.toLowerCase().includes(wanted),
    );
    return {
      title: 'Routes',
      section: '/routes',
      lead:
        wanted === ''
          ? `${many(routeTable.length, 'operation')} of Dotdigital are answered here.`
          : `${many(routes.length, 'operation fits', 'operations fit')} “${wanted}”, of ${count(routeTable.length)}.`,
      body: (
        <>
          <form className="card form row">
            <TextField label="Search" name="q" type="search" value={query.get('q')} />
            <button>Search</button>
          </form>
          <Table
            caption="Operations"
            rows={routes}
            keyOf={({ method, path }) => `${method} ${path}`}
            empty="No operation has these words."
            columns={[
              {
                head: 'Operation',
                first: true,
                cell: ({ method, path }) => (
                  <code>
                    {method} {path}
                  </code>
                ),
              },
              { head: 'Tier', cell: ({ tier }) => <span className="whole">{tier}</span> },
              {
                head: 'Page',
                number: true,
                cell: ({ maxSelect }) => (maxSelect === undefined ? '' : count(maxSelect)),
              },
              { head: 'Takes', cell: (route) => takes(route) },
              {
                head: 'Needs',
                cell: ({ open, feature }) =>
                  open ? <span className="quiet">no credentials</span> : (feature ?? ''),
              },
            ]}
          />
        </>
      ),
    };
  },
};
