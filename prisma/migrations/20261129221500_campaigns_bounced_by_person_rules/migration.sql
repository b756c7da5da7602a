-- "Received, never opened" leaves out who bounced: both indexes answer it without a look at the table.
DROP INDEX "campaign_recipients_by_person";
CREATE INDEX "campaign_recipients_by_person" ON "campaign_recipients" ("email_key") INCLUDE ("campaign_id", "open_count", "click_count", "unsubscribed", "soft_bounced", "hard_bounced");
DROP INDEX "campaign_recipients_by_opens";
CREATE INDEX "campaign_recipients_by_opens" ON "campaign_recipients" ("campaign_id", "open_count", "email_key") INCLUDE ("soft_bounced", "hard_bounced");
