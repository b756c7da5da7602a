-- Who on a list unsubscribed from it, and what Dotdigital refused of an address: asked of every plan, page and file, and few among many.
CREATE INDEX "list_items_unsubscribed" ON "list_items" ("list_id", "record_id") WHERE "unsubscribed_at" IS NOT NULL;
CREATE INDEX "planned_changes_refused_address" ON "planned_changes" ("email_key", "wave_id") WHERE "outcome" = 'rejected';
