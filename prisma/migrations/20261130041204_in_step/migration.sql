ALTER TABLE "book_members" ADD COLUMN     "differs" JSONB,
ADD COLUMN     "left_how" TEXT;

ALTER TABLE "connections" ADD COLUMN     "in_step" JSONB,
ADD COLUMN     "read_back_asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "read_back_at" TIMESTAMPTZ(3),
ADD COLUMN     "read_back_counts" JSONB;

-- Few people leave a book by no wave of ours; each page of a list counts them.
CREATE INDEX "book_members_left" ON "book_members" ("address_book_id", "email_key") WHERE "left_how" IS NOT NULL;
