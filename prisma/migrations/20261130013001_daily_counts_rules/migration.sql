-- What happened on a day, whatever the list. Lines are only added, in the order of their time: a few pages of BRIN do for millions.
CREATE INDEX "list_events_by_time" ON "list_events" USING brin ("at");

-- Wishes against mail are few among all that was said.
CREATE INDEX "consents_withdrawn" ON "consents" ("consent_at") WHERE "state" = 'withdrawn' AND "origin" <> 'dotdigital';
CREATE INDEX "address_events_unsubscribed" ON "address_events" ("at") WHERE "status" = 'Unsubscribed';
