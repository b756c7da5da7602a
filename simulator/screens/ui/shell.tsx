import { listAccounts } from '../../engine/accounts';
import type { Page, ScreenCall } from '../screen';
import { moment } from '../words';

const menu = [
  { title: '', entries: [{ name: 'Overview', to: '/' }] },
  {
    title: 'Audience',
    entries: [
      { name: 'Address books', to: '/books' },
      { name: 'Segments', to: '/segments' },
      { name: 'Contacts', to: '/people' },
      { name: 'Data fields', to: '/fields' },
      { name: 'Imports', to: '/imports' },
    ],
  },
  {
    title: 'Mail',
    entries: [
      { name: 'Campaigns', to: '/campaigns' },
      { name: 'Programs', to: '/programs' },
      { name: 'Mailbox', to: '/mailbox' },
    ],
  },
  {
    title: 'API',
    entries: [
      { name: 'API users', to: '/api-users' },
      { name: 'Call log', to: '/calls' },
      { name: 'Faults', to: '/faults' },
      { name: 'Routes', to: '/routes' },
    ],
  },
  {
    title: 'Sandbox',
    entries: [
      { name: 'Accounts', to: '/accounts' },
      { name: 'Settings', to: '/settings' },
    ],
  },
];

export function Shell({ call, page, notice }: { call: ScreenCall; page: Page; notice: string | undefined }) {
  return (
    <>
      <a className="skip" href="#main">
        To the content
      </a>
      <section className="banner" aria-label="Sandbox">
        <p>
          <strong>Sandbox</strong>: nothing here leaves this machine.
        </p>
      </section>
      <div className="frame">
        <aside className="side">
          <Brand />
          <Menu label="Main" section={page.section} />
          <AccountSwitcher call={call} id="account-side" />
        </aside>
        <header className="top">
          <Brand />
          <details>
            <summary className="button">Menu</summary>
            <div className="drawer">
              <Menu label="Menu" section={page.section} />
              <AccountSwitcher call={call} id="account-drawer" />
            </div>
          </details>
        </header>
        <main id="main">
          <div className="crumbs">
            <Trail call={call} page={page} />
            <p className="now" data-live="now">
              {moment(call.world.clock.now())} UTC
              {call.world.clock.speed === 1
                ? ''
                : call.world.clock.speed === 0
                  ? ', standing still'
                  : `, ${call.world.clock.speed} times as fast`}
            </p>
          </div>
          {notice !== undefined && (
            <p className="note good" role="status">
              {notice}
            </p>
          )}
          {call.problem !== undefined && (
            <p className="note bad" role="alert">
              {call.problem}
            </p>
          )}
          <div className="head">
            <div>
              <h1>{page.title}</h1>
              {page.lead !== undefined && (
                <p className="lead" data-live="lead">
                  {page.lead}
                </p>
              )}
            </div>
            {page.actions !== undefined && <div className="actions">{page.actions}</div>}
          </div>
          {page.body}
        </main>
      </div>
    </>
  );
}

const Brand = () => (
  <a className="brand" href={'/'}>
    <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="#b97a10" />
      <path d="M5 17a7 7 0 0 1 14 0" fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
      <circle cx="12" cy="7" r="2" fill="#fff" />
    </svg>
    Dotdigital sandbox
  </a>
);

function Menu({ label, section }: { label: string; section: string }) {
  return (
    <nav aria-label={label}>
      {menu.map(({ title, entries }) => (
        <div key={title} className="group">
          {title !== '' && <p>{title}</p>}
          <ul>
            {entries.map(({ name, to }) => (
              <li key={to}>
                <a href={to} aria-current={section === to ? 'page' : undefined}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function AccountSwitcher({ call, id }: { call: ScreenCall; id: string }) {
  return (
    <form method="post" action="/accounts/choose" className="switcher">
      <label htmlFor={id}>Account</label>
      <div>
        <select id={id} name="account" defaultValue={call.account.id} data-submits>
          {listAccounts(call.world).map((account) => (
            <option key={account.id} value={account.id}>
              {account.region} {account.name}
            </option>
          ))}
        </select>
        <button className="small">Switch</button>
      </div>
    </form>
  );
}

function Trail({ call, page }: { call: ScreenCall; page: Page }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol>
        <li>{call.account.name}</li>
        {page.trail?.map(({ name, to }) => (
          <li key={to}>
            <a href={to}>{name}</a>
          </li>
        ))}
        <li aria-current="page">{page.section === '/' ? 'Overview' : page.title}</li>
      </ol>
    </nav>
  );
}
