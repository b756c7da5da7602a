CREATE INDEX "campaign_recipients_by_address" ON "campaign_recipients"("campaign_id", "email_key");
