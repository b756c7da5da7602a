-- An address as whoever asks sees it. For masked readers the function of this name in the schema "masked" stands before it (decision 71).
CREATE FUNCTION "shown_address"("address" text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT "address" $$;
-- Two teams of one name can't be told apart.
CREATE UNIQUE INDEX "teams_name" ON "teams" (lower("name"));
