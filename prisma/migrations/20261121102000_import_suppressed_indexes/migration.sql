-- The few that are not mailable: every import looks for them in the connected lists.
CREATE INDEX "dotdigital_contacts_suppressed" ON "dotdigital_contacts" ("integration_id", "email_key") WHERE "status" NOT IN ('Subscribed', 'SoftBounced');
CREATE INDEX "book_members_unsubscribed" ON "book_members" ("address_book_id", "email_key") WHERE "unsubscribed_at" IS NOT NULL;
