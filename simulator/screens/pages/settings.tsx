import type { Settings } from '../../engine/settings';
import { switches, type Switch } from '../../engine/switches';
import type { World } from '../../engine/world';
import type { Screen } from '../screen';
import { choicesOf, SelectField, TextField } from '../ui/fields';
import { Card } from '../ui/parts';
import { many, spaced } from '../words';

const positionOf = (world: World, name: string): unknown => world.settings[name as keyof Settings];

const names = new Set(switches.map(({ name }) => name));
const numbers = (settings: Settings): [string, number][] =>
  Object.entries(settings).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && !names.has(entry[0]),
  );

const label = (name: string): string => {
  const words = spaced(name).replace(/ ([A-Z])/g, (_, letter: string) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const wordOf = (position: string | boolean): string =>
  position === true ? 'yes' : position === false ? 'no' : position;
const choicesFor = ({ positions }: Switch) =>
  positions.map((position, i) => ({
    value: String(position),
    name: `${wordOf(position)}${i === 0 ? ' (by itself)' : ''}`,
  }));

/** Every switch and every limit, and the way to begin anew. */
export const settingsScreen: Screen = {
  path: '/settings',
  view({ world, form }) {
    const turned = switches.filter(({ name, positions }) => positionOf(world, name) !== positions[0]).length;
    return {
      title: 'Settings',
      section: '/settings',
      lead:
        turned === 0
          ? 'Every open question is answered as the sandbox does by itself.'
          : `${many(turned, 'switch is', 'switches are')} turned to another position.`,
      body: (
        <>
          <form method="post" className="card form whole-width" aria-label="Open questions">
            <div className="card-head">
              <h2>Open questions</h2>
            </div>
            <p className="hint">
              What nobody outside Dotdigital can know. A client should work in every position.
            </p>
            <div className="grid">
              {switches.map((one) => (
                <SelectField
                  key={one.name}
                  label={one.question}
                  name={one.name}
                  value={form.find(one.name) ?? String(positionOf(world, one.name))}
                  choices={choicesFor(one)}
                  hint={<code>{one.name}</code>}
                />
              ))}
            </div>
            <p className="buttons">
              <button className="primary" name="do" value="switches">
                Save Switches
              </button>
            </p>
          </form>
          <form method="post" className="card form whole-width" aria-label="Times and limits">
            <div className="card-head">
              <h2>Times and limits</h2>
            </div>
            <div className="grid">
              {numbers(world.settings).map(([name, value]) => (
                <TextField
                  key={name}
                  label={label(name)}
                  name={name}
                  type="number"
                  min={0}
                  step="any"
                  value={form.find(name) ?? value}
                />
              ))}
            </div>
            <p className="buttons">
              <button className="primary" name="do" value="numbers">
                Save Times and Limits
              </button>
            </p>
          </form>
          <Card title="Start over">
            <p>
              Everything in this sandbox is thrown away: contacts, campaigns, imports, accounts, faults, the
              call log and these settings.
            </p>
            <form method="post" action="/settings/start-over" className="form row">
              <TextField
                label="Seed"
                name="seed"
                type="number"
                min={0}
                value={world.seed}
                hint="The same seed gives the same people and deeds."
              />
              <TextField label="Contacts to begin with" name="contacts" type="number" min={0} value={0} />
              <SelectField label="Are you sure?" name="sure" choices={choicesOf(['no', 'yes'])} />
              <button>Start Over</button>
            </form>
          </Card>
        </>
      ),
    };
  },
  act({ world, form }) {
    const change: Record<string, unknown> = {};
    if (form.text('do') === 'switches') {
      for (const { name, positions } of switches)
        if (form.has(name))
          change[name] =
            positions.find((position) => String(position) === form.text(name)) ?? form.text(name);
    } else {
      for (const [name, value] of numbers(world.settings))
        change[name] = form.number(name, label(name)) ?? value;
    }
    world.changeSettings(change);
    return { to: '/settings', notice: 'The settings are saved.' };
  },
};

export const startOverScreen: Screen = {
  path: '/settings/start-over',
  view: (call) => settingsScreen.view(call),
  act({ form }) {
    if (form.text('sure') !== 'yes') return { to: '/settings', notice: 'Nothing was thrown away.' };
    const [seed, contacts] = [form.number('seed', 'Seed') ?? 1, form.number('contacts', 'Contacts') ?? 0];
    return {
      to: '/',
      notice: 'The sandbox is as new.',
      startOver: { seed: Math.floor(seed), contacts: Math.floor(contacts) },
    };
  },
};
