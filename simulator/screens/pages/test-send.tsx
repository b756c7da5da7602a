import { getCampaign } from '../../engine/campaigns/campaign';
import { sendTest } from '../../engine/campaigns/send-test';
import { readId } from '../read-id';
import type { Screen } from '../screen';
import { TextField } from '../ui/fields';
import { many } from '../words';

export const testSendScreen: Screen = {
  path: '/campaigns/:id/test',
  view(call) {
    const campaign = getCampaign(call.world, call.account.id, readId(call));
    return {
      title: 'Test Send',
      section: '/campaigns',
      trail: [
        { name: 'Campaigns', to: '/campaigns' },
        { name: campaign.name, to: `/campaigns/${campaign.id}` },
      ],
      lead: 'A test lands in the mailbox of the sandbox. It is not counted in the report.',
      body: (
        <form method="post" className="card form">
          <TextField
            label="Email"
            name="to"
            value={call.form.find('to')}
            required
            hint="Up to ten, with commas between. Data fields are filled in from the contact with that address."
          />
          <p className="buttons">
            <button className="primary">Send Test</button>
            <a className="button" href={`/campaigns/${campaign.id}/send`}>
              Back
            </a>
          </p>
        </form>
      ),
    };
  },
  act(call) {
    const campaign = getCampaign(call.world, call.account.id, readId(call));
    const addresses = call.form
      .text('to')
      .split(/[,;\s]+/)
      .filter((text) => text !== '');
    const emails = sendTest(call.world, campaign.account, campaign.id, addresses);
    return {
      to: `/campaigns/${campaign.id}/send`,
      notice: `The test is in the mailbox of ${emails.length === 1 ? emails[0] : many(emails.length, 'address', 'addresses')}.`,
    };
  },
};
