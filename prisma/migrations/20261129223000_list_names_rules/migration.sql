-- A list that only its owner sees has a name among that owner's hidden lists; every other one among everybody's (decision 27).
DROP INDEX "marketing_lists_name_live";
CREATE UNIQUE INDEX "marketing_lists_name_live" ON "marketing_lists" (lower("name"), (CASE WHEN "owner_only" THEN coalesce("owner_id", 0) ELSE 0 END)) WHERE "archived_at" IS NULL;
