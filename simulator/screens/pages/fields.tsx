import {
  createDataField,
  dataTypes,
  deleteDataField,
  listDataFields,
  systemFields,
} from '../../engine/data-fields';
import { refuse } from '../../engine/failure';
import type { Screen } from '../screen';
import { choicesOf, SelectField, TextField } from '../ui/fields';
import { Press } from '../ui/parts';
import { Table } from '../ui/table';
import { many } from '../words';
import { visibilities } from './books';

const isSystem = (name: string): boolean => systemFields.some((field) => field.name === name);

export const fieldsScreen: Screen = {
  path: '/fields',
  view({ world, account, form }) {
    const fields = listDataFields(world, account.id);
    const own = fields.filter(({ name }) => !isSystem(name)).length;
    return {
      title: 'Data fields',
      section: '/fields',
      lead:
        own === 0
          ? `The ${many(fields.length, 'field')} that every account has.`
          : `${many(own, 'field')} of this account besides the ${fields.length - own} that every account has.`,
      body: (
        <>
          <form method="post" className="card form row">
            <TextField label="Name" name="name" value={form.find('name')} required maxLength={20} />
            <SelectField label="Type" name="type" value={form.find('type')} choices={choicesOf(dataTypes)} />
            <SelectField
              label="Visibility"
              name="visibility"
              value={form.find('visibility')}
              choices={choicesOf(visibilities)}
            />
            <TextField
              label="Default value"
              name="defaultValue"
              value={form.find('defaultValue')}
              maxLength={1000}
            />
            <button className="primary">Create Data Field</button>
          </form>
          <Table
            caption="Data fields"
            rows={fields}
            keyOf={({ name }) => name}
            empty="No data fields."
            columns={[
              { head: 'Name', first: true, cell: ({ name }) => <code>{name}</code> },
              { head: 'Type', cell: ({ type }) => type },
              { head: 'Visibility', cell: ({ visibility }) => visibility },
              {
                head: 'Default',
                cell: ({ defaultValue }) =>
                  defaultValue === null ? <span className="quiet">none</span> : String(defaultValue),
              },
              {
                head: 'Delete',
                press: true,
                cell: ({ name }) =>
                  isSystem(name) ? (
                    <span className="quiet">kept by the account</span>
                  ) : (
                    <Press
                      action="/fields/delete"
                      values={{ name }}
                      name="Delete"
                      label={`Delete ${name}`}
                      kind="small"
                    />
                  ),
              },
            ]}
          />
        </>
      ),
    };
  },
  act({ world, account, form }) {
    const field = createDataField(world, account.id, {
      name: form.text('name'),
      type: form.choice('type', dataTypes, 'String'),
      visibility: form.choice('visibility', visibilities, 'Private'),
      defaultValue: form.text('defaultValue'),
    });
    return { to: '/fields', notice: `The data field ${field.name} is there.` };
  },
};

export const deleteFieldScreen: Screen = {
  path: '/fields/delete',
  view: (call) => fieldsScreen.view(call),
  act({ world, account, form }) {
    const name = form.text('name');
    const { dependencies } = deleteDataField(world, account.id, name);
    if (dependencies.length > 0)
      throw refuse(
        'IN_USE',
        `${name} is used by ${dependencies.map(({ type, objectId }) => `${type} ${objectId}`).join(', ')} and cannot be deleted.`,
      );
    return { to: '/fields', notice: `The data field ${name} is gone, with its values on every contact.` };
  },
};
