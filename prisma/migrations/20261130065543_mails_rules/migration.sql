-- Every worker looks every second for what has still to leave; nearly all rows have ended.
CREATE INDEX "mails_open_idx" ON "mails" ("next_try_at") WHERE "state" IN ('waiting', 'leaving');
