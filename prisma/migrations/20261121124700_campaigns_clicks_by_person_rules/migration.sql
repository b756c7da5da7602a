-- Whether a person clicked a link is asked by the person: filters, and why someone is on a list.
CREATE INDEX "campaign_clicks_by_person" ON "campaign_clicks" ("email_key", "clicked_at") INCLUDE ("campaign_id");
