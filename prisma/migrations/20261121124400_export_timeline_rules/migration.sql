-- A record's timeline shows what waves did with it or left out. Additions are the bulk of a first wave; they are told by book_members.sent_at.
CREATE INDEX "planned_changes_by_record" ON "planned_changes" ("record_id", "wave_id") WHERE "outcome" <> 'added';
