-- What waits, in the order in which it fires; what was begun for a person, which the cap counts; requests that are not at their end.
CREATE INDEX "automation_firings_waiting" ON "automation_firings" ("automation_id", "due_at", "id") WHERE "state" = 'waiting';
CREATE INDEX "automation_firings_fired" ON "automation_firings" ("person_key", "fired_at") WHERE "fired_at" IS NOT NULL;
CREATE INDEX "automation_firings_by_state" ON "automation_firings" ("automation_id", "state");
CREATE INDEX "automation_batches_open" ON "automation_batches" ("integration_id", "next_step_at") WHERE "state" IN ('sending', 'accepted');

-- What happened in a window of time: triggers begin here.
CREATE INDEX "orders_completed" ON "orders" ("placed_at") WHERE "status" = 'completed';
CREATE INDEX "record_events_arrived" ON "record_events" ("name", "created_at");
CREATE INDEX "record_changes_of_tags" ON "record_changes" ("at") WHERE "field" = 'tags';
