-- What became of one field in a window of time: triggers on tags and on any other field begin here.
CREATE INDEX "record_changes_of_field" ON "record_changes" ("field", "at");
DROP INDEX "record_changes_of_tags";
