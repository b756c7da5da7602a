-- The members of a list, by when they joined and how often and when they were contacted: any page of any sort is a range of an index.
CREATE INDEX "list_items_by_joined" ON "list_items" ("list_id", "joined_at", "record_id") WHERE "in_filter" AND "removed_at" IS NULL;
CREATE INDEX "list_items_by_contacted" ON "list_items" ("list_id", "contacted_count", "record_id") WHERE "in_filter" AND "removed_at" IS NULL;
CREATE INDEX "list_items_by_last_contacted" ON "list_items" ("list_id", (coalesce("last_contacted_at", 'epoch'::timestamptz)), "record_id") WHERE "in_filter" AND "removed_at" IS NULL;
