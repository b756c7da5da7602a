-- The date of the last book-level unsubscribe that was acted on: reading it again later changes nothing.
ALTER TABLE "book_members" ADD COLUMN "unsubscribe_handled_at" TIMESTAMPTZ(3);
