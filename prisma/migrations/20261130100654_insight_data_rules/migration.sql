-- What is to be sent, in the order in which it goes; whose data is to be deleted; how many stand where; requests that are not at their end.
CREATE INDEX "insight_items_waiting" ON "insight_items" ("integration_id", "kind", "attempt_count", "key") WHERE "state" = 'waiting';
CREATE INDEX "insight_items_leaving" ON "insight_items" ("integration_id", "kind", "email_key") WHERE "state" = 'leaving';
CREATE INDEX "insight_items_by_state" ON "insight_items" ("integration_id", "kind", "state");
CREATE INDEX "insight_batches_open" ON "insight_batches" ("integration_id", "kind", "next_step_at") WHERE "state" IN ('sending', 'accepted');
