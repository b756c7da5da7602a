-- "Put into the book" stands on a person's timeline, too.
DROP INDEX "planned_changes_by_record";
CREATE INDEX "planned_changes_by_record" ON "planned_changes" ("record_id", "wave_id") WHERE "outcome" IS NOT NULL;


-- What is known of Dotdigital's words so far is where the line of time begins.
INSERT INTO "address_events" ("integration_id", "email_key", "status", "at")
SELECT "integration_id", "email_key", "status", "status_at" FROM "dotdigital_contacts"
WHERE "status_at" IS NOT NULL AND "status" NOT IN ('Subscribed', 'SoftBounced');
INSERT INTO "address_events" ("integration_id", "email_key", "address_book_id", "status", "at")
SELECT a."integration_id", m."email_key", m."address_book_id", 'Unsubscribed', m."unsubscribed_at"
FROM "book_members" m JOIN "address_books" a ON a."id" = m."address_book_id" WHERE m."unsubscribed_at" IS NOT NULL;

-- "Received" is sent and not bounced now, as everywhere else. Whoever asked for it until now asked for "was sent": their lists keep their people.
UPDATE "marketing_lists" SET "filter" = replace(replace("filter"::text,
    '"field": "campaign.receivedNumber"', '"field": "campaign.sentNumber"'),
    '"field": "campaign.received"', '"field": "campaign.sent"')::jsonb
WHERE "filter"::text LIKE '%"field": "campaign.received%';
