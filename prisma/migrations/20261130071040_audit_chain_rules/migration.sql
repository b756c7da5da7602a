-- The chain of the audit log (decision 59). lib/audit/check-chain.ts has the same sums of its own.

INSERT INTO "audit_head" ("id", "seq", "hash") VALUES (1, 0, sha256(''::bytea));

CREATE FUNCTION "audit_line_hash"("before" bytea, "line" "audit_entries") RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256("before" || convert_to(jsonb_build_array(
    "line"."id", ((extract(epoch FROM "line"."at") * 1000)::bigint), "line"."actor_id", "line"."actor_label", "line"."action", "line"."subject_type",
    "line"."subject_id", "line"."detail", "line"."refused", "line"."road", "line"."address", "line"."user_agent", "line"."token_id")::text, 'UTF8'))
$$;

-- Runs when the transaction commits, so whoever works long keeps nobody waiting: the head is held from here to the end of the commit.
-- A row lock, not an advisory one: under a snapshot of its own a transaction fails here instead of continuing an old end.
-- Its owner's rights: the application's role may have none on links and head.
CREATE FUNCTION "link_audit_entry"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  "head" "audit_head";
  "next" bytea;
BEGIN
  SELECT * INTO STRICT "head" FROM "audit_head" WHERE "id" = 1 FOR UPDATE;
  "next" := "audit_line_hash"("head"."hash", NEW);
  INSERT INTO "audit_links" ("seq", "entry_id", "hash") VALUES ("head"."seq" + 1, NEW."id", "next");
  UPDATE "audit_head" SET "seq" = "head"."seq" + 1, "hash" = "next" WHERE "id" = 1;
  RETURN NULL;
END $$;

-- What a signed anchor has cut off may go, nothing else; whether the signature is ours is for `npm run doctor` to say.
CREATE OR REPLACE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "cut" bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN
    SELECT "cut_seq" INTO "cut" FROM "audit_anchors" ORDER BY "id" DESC LIMIT 1;
    IF TG_TABLE_NAME = 'audit_links' THEN
      IF OLD."seq" <= "cut" THEN RETURN OLD; END IF;
    ELSIF TG_TABLE_NAME = 'audit_entries' THEN
      IF EXISTS (SELECT FROM "audit_links" "l" WHERE "l"."entry_id" = OLD."id" AND "l"."seq" <= "cut") THEN RETURN OLD; END IF;
    END IF;
  END IF;
  RAISE EXCEPTION 'audit entries are never changed or deleted';
END $$;

CREATE TRIGGER "audit_links_append_only" BEFORE UPDATE OR DELETE ON "audit_links" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_anchors_append_only" BEFORE UPDATE OR DELETE ON "audit_anchors" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_head_made_by_triggers" BEFORE INSERT OR UPDATE OR DELETE ON "audit_head" FOR EACH ROW WHEN (pg_trigger_depth() < 1)
  EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_entries_never_emptied" BEFORE TRUNCATE ON "audit_entries" EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_links_never_emptied" BEFORE TRUNCATE ON "audit_links" EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_anchors_never_emptied" BEFORE TRUNCATE ON "audit_anchors" EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_head_never_emptied" BEFORE TRUNCATE ON "audit_head" EXECUTE FUNCTION "refuse_change"();

CREATE INDEX "audit_entries_by_token" ON "audit_entries" ("token_id", "at") WHERE "token_id" IS NOT NULL;
CREATE INDEX "audit_entries_refused" ON "audit_entries" ("at", "id") WHERE "refused";

-- One statement: no line comes between those that are here and the trigger that links those to come.
DO $$
DECLARE
  "line" "audit_entries";
  "n" bigint := 0;
  "last" bytea := sha256(''::bytea);
BEGIN
  LOCK TABLE "audit_entries" IN SHARE ROW EXCLUSIVE MODE;
  FOR "line" IN SELECT * FROM "audit_entries" ORDER BY "id" LOOP
    "n" := "n" + 1;
    "last" := "audit_line_hash"("last", "line");
    INSERT INTO "audit_links" ("seq", "entry_id", "hash") VALUES ("n", "line"."id", "last");
  END LOOP;
  ALTER TABLE "audit_head" DISABLE TRIGGER "audit_head_made_by_triggers";
  UPDATE "audit_head" SET "seq" = "n", "hash" = "last";
  ALTER TABLE "audit_head" ENABLE TRIGGER "audit_head_made_by_triggers";
  CREATE CONSTRAINT TRIGGER "audit_entries_linked" AFTER INSERT ON "audit_entries" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION "link_audit_entry"();
END $$;
