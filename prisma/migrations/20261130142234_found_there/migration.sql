ALTER TABLE "book_members" ADD COLUMN     "found_there" BOOLEAN NOT NULL DEFAULT false;
