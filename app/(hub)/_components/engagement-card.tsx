import { Fragment } from 'react';
import { BarList } from '@/components/charts/bar-list';
import { newListHref } from '@/components/marketing-lists/new-list-href';
import { Num } from '@/components/ui/numbers';
import { Defined } from '@/components/ui/count';
import { PageLink } from '@/components/ui/page-link';
import { entityLabels } from '@/lib/crm/schemas';
import type { Engagement } from '@/lib/dashboard/schemas';
import { bandFilter, bandWords, engagementBands } from '@/lib/filters/schemas';
import { agree } from '@/lib/format';

const colors = { active: 'c1', cooling: 'c2', sleeping: 'c3' } as const;

/** How lately people opened; each kind of record in a band is a list that can be made of it. */
export function EngagementCard({ engagement, mayMake }: { engagement: Engagement; mayMake: boolean }) {
  return (
    <BarList
      title="Engagement"
      unit="people"
      empty="Nobody here ever received a mail that Dotdigital tells of. The first campaign that comes back fills this."
      bars={engagementBands.map((band) => ({
        ...bandWords[band],
        name: <Defined by={band}>{bandWords[band].label}</Defined>,
        value: engagement.reduce((sum, { counts }) => sum + counts[band], 0),
        color: colors[band],
        below: engagement
          .filter(({ counts }) => counts[band] > 0)
          .map(({ entity, counts }, n) => {
            const { one, many } = entityLabels[entity];
            const words = (
              <>
                <Num value={counts[band]} /> {agree(counts[band], one, many).toLowerCase()}
              </>
            );
            return (
              <Fragment key={entity}>
                {n > 0 && ', '}
                {mayMake ? (
                  <PageLink
                    className="prose-link"
                    aria-label={`Make a list of the ${bandWords[band].label.toLowerCase()} ${many.toLowerCase()}`}
                    href={newListHref({
                      entity,
                      name: `${bandWords[band].label} ${many.toLowerCase()}`,
                      filter: bandFilter(band),
                    })}
                  >
                    {words}
                  </PageLink>
                ) : (
                  words
                )}
              </Fragment>
            );
          }),
      }))}
      note={mayMake ? 'a number begins a list of them' : 'of those who ever received a mail'}
    />
  );
}
