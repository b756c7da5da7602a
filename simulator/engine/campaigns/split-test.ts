import type { World } from '../world';
import { listFromAddresses, type Campaign } from './campaign';
import { summarise } from './summarise';

export interface SplitVersion {
  subjectLine: string;
  fromName: string;
  fromAddress: string;
  htmlContent: string;
  plainTextContent: string;
  version: string;
  winningVersion: boolean;
  resultsActual: number;
  resultsPercentage: number;
}

/** Every combination that was written, the results shared among them; the first wins when there is any. */
export function readSplitResults(
  world: World,
  campaign: Campaign,
): { versions: SplitVersion[]; metric: 'Opens' | 'Clicks' | 'ROI' } {
  const { total, delivered } = summarise(world, campaign);
  const split = campaign.split;
  const metric = split?.metric ?? 'Opens';
  const count = Math.max(
    1,
    split?.subjects.length ?? 1,
    split?.fromNames.length ?? 1,
    split?.htmlContents.length ?? 1,
  );
  const whole = metric === 'Clicks' ? total.clickers : metric === 'Opens' ? total.uniqueOpens : 0;
  const from = listFromAddresses(world, campaign.account)[0]?.email ?? '';
  const versions = Array.from({ length: count }, (_, i): SplitVersion => {
    const actual = Math.floor(whole / count) + (i < whole % count ? 1 : 0);
    return {
      subjectLine: split?.subjects[i] ?? campaign.subject,
      fromName: split?.fromNames[i] ?? campaign.fromName,
      fromAddress: split?.fromAddresses[i]?.email ?? from,
      htmlContent: split?.htmlContents[i] ?? campaign.html,
      plainTextContent: split?.plainTextContents[i] ?? campaign.plain,
      version: String.fromCharCode(65 + i),
      winningVersion: i === 0 && campaign.status === 'Sent',
      resultsActual: actual,
      resultsPercentage: delivered === 0 ? 0 : Math.round((actual / (delivered / count)) * 10_000) / 100,
    };
  });
  return { versions, metric };
}
