-- What Prisma's schema language can't say.

-- A name is free again once its owner is archived, deleted or gone.
CREATE UNIQUE INDEX "marketing_lists_name_live" ON "marketing_lists" (lower("name")) WHERE "archived_at" IS NULL;
CREATE UNIQUE INDEX "data_fields_name_live" ON "data_fields" ("integration_id", lower("name")) WHERE "gone_at" IS NULL;

-- A list has at most one connection per integration, a book at most one connection.
CREATE UNIQUE INDEX "connections_book_live" ON "connections" ("address_book_id") WHERE "state" <> 'disconnected';
CREATE UNIQUE INDEX "connections_list_live" ON "connections" ("list_id", "integration_id") WHERE "state" <> 'disconnected';

-- A book has one wave under way at a time.
CREATE UNIQUE INDEX "waves_one_open" ON "waves" ("connection_id") WHERE "phase" IN ('planning', 'sending', 'settling');

-- Every campaign question begins with the campaign or with the person.
CREATE INDEX "campaign_recipients_by_person" ON "campaign_recipients" ("email_key") INCLUDE ("campaign_id", "open_count", "click_count", "unsubscribed");
CREATE INDEX "campaign_recipients_by_opens" ON "campaign_recipients" ("campaign_id", "open_count", "email_key");

-- Grids page over living records only.
CREATE INDEX "crm_records_live" ON "crm_records" ("entity", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "list_items_members" ON "list_items" ("list_id", "record_id") WHERE "in_filter" AND "removed_at" IS NULL AND "unsubscribed_at" IS NULL;

-- Append only, whoever asks.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit entries are never changed or deleted';
END $$;
CREATE TRIGGER "audit_entries_append_only" BEFORE UPDATE OR DELETE ON "audit_entries" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
