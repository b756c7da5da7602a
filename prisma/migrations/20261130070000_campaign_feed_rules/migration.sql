-- Few unsubscribe and few bounce; the feed of a campaign asks for them alone.
CREATE INDEX "campaign_recipients_unsubscribed" ON "campaign_recipients" ("campaign_id") WHERE "unsubscribed";
CREATE INDEX "campaign_recipients_bounced" ON "campaign_recipients" ("campaign_id", "sent_at") WHERE "soft_bounced" OR "hard_bounced";
