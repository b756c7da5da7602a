-- What was is never changed; it goes with its mapping alone.
CREATE FUNCTION "refuse_version_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'versions of a mapping are never changed';
END $$;
CREATE TRIGGER "field_mapping_versions_append_only" BEFORE UPDATE ON "field_mapping_versions" FOR EACH ROW EXECUTE FUNCTION "refuse_version_change"();

-- What stands today is the first version that is known.
INSERT INTO "field_mapping_versions" ("mapping_id", "version", "document", "cause", "actor_label", "created_at")
SELECT m."id", m."version",
  jsonb_build_object('kind', 'dotbridge data field mapping', 'format', 1, 'entity', m."entity", 'syncPriority', m."sync_priority",
    'rows', coalesce((
      SELECT jsonb_agg(r."settings" || jsonb_build_object('dataField', jsonb_build_object('name', f."name",
          'type', CASE WHEN f."type" IN ('String', 'Numeric', 'Date', 'Boolean') THEN f."type" ELSE 'String' END),
        'sources', r."sources", 'separator', r."separator") ORDER BY r."position", r."id")
      FROM "field_mapping_rows" r JOIN "data_fields" f ON f."id" = r."data_field_id" WHERE r."mapping_id" = m."id"), '[]')),
  CASE WHEN m."version" = 1 THEN 'suggested' ELSE 'saved' END, 'dotbridge', m."updated_at"
FROM "field_mappings" m;
