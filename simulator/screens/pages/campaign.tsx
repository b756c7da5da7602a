import { getCampaign, type Campaign } from '../../engine/campaigns/campaign';
import { resendCampaign } from '../../engine/campaigns/resend-campaign';
import { cancelSend } from '../../engine/campaigns/send-campaign';
import { summarise } from '../../engine/campaigns/summarise';
import { dayMilliseconds, lastDue, playOn, playToTheEnd } from '../play';
import { readId } from '../read-id';
import { stateOf } from '../read/campaigns';
import type { Page, Screen, ScreenCall } from '../screen';
import { Press, Tabs } from '../ui/parts';
import { count, duration, many, moment, spaced } from '../words';
import { Clicks, Content, Opens, Report } from './campaign-tabs';

const campaignOf = (call: ScreenCall): Campaign => getCampaign(call.world, call.account.id, readId(call));

/** The frame that the report and its tabs share. */
function frame(call: ScreenCall, campaign: Campaign, body: Page['body']): Page {
  const { world } = call;
  const path = `/campaigns/${campaign.id}`;
  const state = stateOf(world, campaign);
  const sent = campaign.sent !== null || state === 'Sending';
  return {
    title: campaign.name,
    section: '/campaigns',
    trail: [{ name: 'Campaigns', to: '/campaigns' }],
    lead: sentence(call, campaign),
    actions: (
      <>
        {state === 'Unsent' && (
          <a className="button" href={`${path}/edit`}>
            Edit
          </a>
        )}
        {state === 'Sent' && (
          <Press action={`${path}/resend`} name="Resend" label="Resend to those who did not open it" />
        )}
        <a className={`button${sent ? '' : ' primary'}`} href={`${path}/send`}>
          {sent ? 'Choose more address books' : 'Choose address books'}
        </a>
      </>
    ),
    body: (
      <>
        {sent && <PlayBar call={call} campaign={campaign} />}
        <Tabs
          label="Campaign"
          current={call.query.has('tab') ? `${path}?tab=${call.query.get('tab')}` : path}
          tabs={[
            { name: 'Report', to: path },
            { name: 'Opens', to: `${path}?tab=opens` },
            { name: 'Clicks', to: `${path}?tab=clicks` },
            { name: 'Content', to: `${path}?tab=content` },
          ]}
        />
        {body}
        <p className="hint">
          State {spaced(state)}, made {moment(campaign.created)} UTC, id <code>{campaign.id}</code>.
        </p>
      </>
    ),
  };
}

function sentence({ world }: ScreenCall, campaign: Campaign): Page['lead'] {
  const state = stateOf(world, campaign);
  if (state === 'Scheduled') return `Goes out at ${moment(campaign.scheduled ?? campaign.created)} UTC.`;
  if (campaign.sent === null)
    return state === 'Sending' ? 'It is being sent.' : 'A draft: nobody has it yet.';
  const { total, delivered } = summarise(world, campaign);
  const due = lastDue(world, campaign.id);
  const rest = due === undefined ? 'nobody has anything left to do with it' : 'people are still reading';
  return (
    <>
      {many(total.sent, 'person', 'people')} got it, {count(delivered)} delivered, {count(total.uniqueOpens)}{' '}
      opened; {rest}.
    </>
  );
}

function PlayBar({ call, campaign }: { call: ScreenCall; campaign: Campaign }) {
  const { world } = call;
  const due = lastDue(world, campaign.id);
  return (
    <div className="card play">
      <Press
        action={`/campaigns/${campaign.id}/play`}
        values={{ do: 'days' }}
        name="Play two days now"
        kind="primary"
      />
      <Press action={`/campaigns/${campaign.id}/play`} values={{ do: 'end' }} name="Play to the end" />
      <p className="hint" data-live="play">
        {due === undefined && campaign.sent === null
          ? 'It is leaving; people will open and click it by themselves.'
          : due === undefined
            ? 'Everything that people were going to do with this mail has happened.'
            : `People live ${count(world.settings.pace)} times faster than the clock runs by itself: the last deed is due in ${duration(due - world.clock.now())}. A step of the clock is as long for them as it says.`}
      </p>
    </div>
  );
}

export const campaignScreen: Screen = {
  path: '/campaigns/:id',
  view(call) {
    const campaign = campaignOf(call);
    const tab = call.query.get('tab');
    const Tab = tab === 'opens' ? Opens : tab === 'clicks' ? Clicks : tab === 'content' ? Content : Report;
    return frame(call, campaign, <Tab call={call} campaign={campaign} />);
  },
};

export const playCampaignScreen: Screen = {
  path: '/campaigns/:id/play',
  view: campaignScreen.view,
  act(call) {
    const campaign = campaignOf(call);
    if (call.form.text('do') === 'end') playToTheEnd(call.world, campaign.id);
    else playOn(call.world, 2 * dayMilliseconds);
    return { to: `/campaigns/${campaign.id}`, notice: `It is ${moment(call.world.clock.now())} UTC now.` };
  },
};

export const cancelSendScreen: Screen = {
  path: '/campaigns/:id/cancel',
  view: campaignScreen.view,
  act(call) {
    const campaign = campaignOf(call);
    cancelSend(call.world, campaign.account, call.form.text('send'));
    return { to: `/campaigns/${campaign.id}`, notice: 'The send is cancelled.' };
  },
};

/** The same mail once more, as a campaign of its own, to those who did not open it. */
export const resendCampaignScreen: Screen = {
  path: '/campaigns/:id/resend',
  view: campaignScreen.view,
  act(call) {
    const campaign = campaignOf(call);
    const { campaign: copy, request } = resendCampaign(call.world, campaign.account, campaign.id);
    return {
      to: `/campaigns/${copy}`,
      notice: `On its way to the ${many(request.contactIds.length, 'person', 'people')} who did not open ${campaign.name}.`,
    };
  },
};

export const previewCampaignScreen: Screen = {
  path: '/campaigns/:id/preview',
  view: (call) => ({ type: 'text/html; charset=utf-8', content: campaignOf(call).html }),
};
