import {
  copyCampaign,
  createCampaign,
  deleteCampaign,
  getCampaign,
  listFromAddresses,
  replyActions,
  updateCampaign,
  type Campaign,
  type CampaignInput,
} from '../../engine/campaigns/campaign';
import { readId } from '../read-id';
import type { Page, Screen, ScreenCall } from '../screen';
import { SelectField, TextArea, TextField } from '../ui/fields';
import { Card, Press } from '../ui/parts';
import { Steps } from './campaign-steps';
import { firstHtml, firstPlain } from './first-content';

const campaignOf = (call: ScreenCall): Campaign => getCampaign(call.world, call.account.id, readId(call));

const replyWords: Record<(typeof replyActions)[number], string> = {
  Unset: 'as the account has it',
  WebMailForward: 'keep and forward them',
  Webmail: 'keep them',
  Delete: 'delete them',
};

const trail = [{ name: 'Campaigns', to: '/campaigns' }];

function viewDetails(call: ScreenCall, campaign?: Campaign): Page {
  const { world, account, form } = call;
  return {
    title: campaign ? `Edit ${campaign.name}` : 'New Campaign',
    section: '/campaigns',
    trail: campaign ? [...trail, { name: campaign.name, to: `/campaigns/${campaign.id}` }] : trail,
    body: (
      <>
        <Steps at="edit" {...(campaign ? { campaign } : {})} />
        <form method="post" className="card form">
          <TextField
            label="Campaign Name"
            name="name"
            value={form.find('name') ?? campaign?.name}
            required
            maxLength={255}
            hint="Only people of the account see it."
          />
          <TextField
            label="Subject Line"
            name="subject"
            value={form.find('subject') ?? campaign?.subject}
            required
            maxLength={500}
            hint={
              <>
                May hold data fields such as <code>@FIRSTNAME@</code>.
              </>
            }
          />
          <TextField
            label="Friendly From Name"
            name="fromName"
            value={form.find('fromName') ?? campaign?.fromName ?? account.name}
            required
            maxLength={200}
          />
          <SelectField
            label="From Address"
            name="fromAddress"
            value={form.find('fromAddress') ?? campaign?.fromAddress ?? undefined}
            choices={listFromAddresses(world, account.id).map(({ id, email }) => ({
              value: id,
              name: email,
            }))}
          />
          <SelectField
            label="Replies"
            name="replyAction"
            value={form.find('replyAction') ?? campaign?.replyAction}
            choices={replyActions.map((action) => ({ value: action, name: replyWords[action] }))}
          />
          <TextField
            label="Forwarding Address"
            name="replyTo"
            type="email"
            value={form.find('replyTo') ?? campaign?.replyTo}
            hint="Only when replies are forwarded."
          />
          <TextField
            label="Tags"
            name="tags"
            value={form.find('tags') ?? campaign?.tags.join(', ')}
            hint="Words, with commas between."
          />
          <p className="buttons">
            <button className="primary">Save and Continue</button>
            <a className="button" href={campaign ? `/campaigns/${campaign.id}` : '/campaigns'}>
              Cancel
            </a>
          </p>
        </form>
        {campaign && (
          <Card title="More">
            <div className="buttons">
              <Press action={`/campaigns/${campaign.id}/copy`} name="Copy Campaign" />
              <Press action={`/campaigns/${campaign.id}/delete`} name="Delete Campaign" kind="danger" />
            </div>
          </Card>
        )}
      </>
    ),
  };
}

function readDetails({
  form,
  world,
  account,
}: ScreenCall): Omit<CampaignInput, 'htmlContent' | 'plainTextContent'> {
  return {
    name: form.text('name'),
    subject: form.text('subject'),
    fromName: form.text('fromName'),
    fromAddress: { id: Number(form.text('fromAddress')) || listFromAddresses(world, account.id)[0]?.id },
    replyAction: form.choice('replyAction', replyActions, 'Unset'),
    replyToAddress: form.text('replyTo'),
    tags: form
      .text('tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  };
}

export const newCampaignScreen: Screen = {
  path: '/campaigns/new',
  view: (call) => viewDetails(call),
  act(call) {
    const campaign = createCampaign(call.world, call.account.id, {
      ...readDetails(call),
      htmlContent: firstHtml,
      plainTextContent: firstPlain,
    });
    return { to: `/campaigns/${campaign.id}/content` };
  },
};

export const editCampaignScreen: Screen = {
  path: '/campaigns/:id/edit',
  view: (call) => viewDetails(call, campaignOf(call)),
  act(call) {
    const { id, account, html, plain } = campaignOf(call);
    updateCampaign(call.world, account, id, {
      ...readDetails(call),
      htmlContent: html,
      plainTextContent: plain,
    });
    return { to: `/campaigns/${id}/content` };
  },
};

export const campaignContentScreen: Screen = {
  path: '/campaigns/:id/content',
  view(call) {
    const campaign = campaignOf(call);
    const { form } = call;
    return {
      title: 'Content',
      section: '/campaigns',
      trail: [...trail, { name: campaign.name, to: `/campaigns/${campaign.id}` }],
      lead: (
        <>
          {campaign.subject}, from {campaign.fromName}.
        </>
      ),
      body: (
        <>
          <Steps at="content" campaign={campaign} />
          <form method="post" className="card form wide">
            <TextArea
              label="HTML"
              name="html"
              rows={16}
              code
              value={form.find('html') ?? campaign.html}
              hint={
                <>
                  Both contents must hold an unsubscribe link, <code>http://$UNSUB$</code>.{' '}
                  <code>@FIRSTNAME@</code> and every other data field is filled in for each person.
                </>
              }
            />
            <TextArea
              label="Plain Text"
              name="plain"
              rows={8}
              code
              value={form.find('plain') ?? campaign.plain}
            />
            <p className="buttons">
              <button className="primary">Save and Continue</button>
              <a className="button" href={`/campaigns/${campaign.id}/edit`}>
                Back
              </a>
            </p>
          </form>
        </>
      ),
    };
  },
  act(call) {
    const campaign = campaignOf(call);
    updateCampaign(call.world, campaign.account, campaign.id, {
      ...campaign,
      fromAddress: null,
      htmlContent: call.form.text('html'),
      plainTextContent: call.form.text('plain'),
      split: undefined,
    });
    return { to: `/campaigns/${campaign.id}/send` };
  },
};

export const copyCampaignScreen: Screen = {
  path: '/campaigns/:id/copy',
  view: editCampaignScreen.view,
  act(call) {
    const copy = copyCampaign(call.world, call.account.id, campaignOf(call).id);
    return { to: `/campaigns/${copy.id}/edit`, notice: `${copy.name} is there.` };
  },
};

export const deleteCampaignScreen: Screen = {
  path: '/campaigns/:id/delete',
  view: editCampaignScreen.view,
  act(call) {
    const { id, account, name } = campaignOf(call);
    deleteCampaign(call.world, account, id);
    return { to: '/campaigns', notice: `The campaign ${name} is gone.` };
  },
};
