-- A tag is one tag, however it is spelt.
CREATE UNIQUE INDEX "tags_name_any_case" ON "tags" (lower("name"));

-- Engagement is counted by address. Whatever road gives a record its address, or another one, marks it.
CREATE FUNCTION "mark_engagement_of_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO record_stats_due (record_id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER "crm_records_address_changed" AFTER UPDATE OF "email_key" ON "crm_records"
  FOR EACH ROW WHEN (OLD."email_key" IS DISTINCT FROM NEW."email_key") EXECUTE FUNCTION "mark_engagement_of_changed"();

-- Only addresses that a campaign was sent to. One look-up each: a plan made for few rows is kept for many.
CREATE FUNCTION "mark_engagement_of_new"() RETURNS trigger LANGUAGE plpgsql
  SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  INSERT INTO record_stats_due (record_id)
  SELECT n.id FROM new_records n
  WHERE n.email_key IS NOT NULL AND EXISTS (SELECT FROM campaign_recipients p WHERE p.email_key = n.email_key)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER "crm_records_new_address" AFTER INSERT ON "crm_records"
  REFERENCING NEW TABLE AS new_records FOR EACH STATEMENT EXECUTE FUNCTION "mark_engagement_of_new"();
