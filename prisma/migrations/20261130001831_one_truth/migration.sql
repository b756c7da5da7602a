ALTER TABLE "consents" ADD COLUMN     "campaign_id" BIGINT,
ADD COLUMN     "integration_id" BIGINT;

ALTER TABLE "integrations" ADD COLUMN     "unsubscribe_means" TEXT NOT NULL DEFAULT 'lists',
ADD COLUMN     "unsubscribe_means_since" TIMESTAMPTZ(3);

ALTER TABLE "planned_changes" ADD COLUMN     "name" TEXT;

CREATE TABLE "address_events" (
    "id" BIGSERIAL NOT NULL,
    "integration_id" BIGINT NOT NULL,
    "email_key" TEXT NOT NULL,
    "address_book_id" BIGINT,
    "status" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "address_events_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "address_events_email_key_at_idx" ON "address_events"("email_key", "at");

ALTER TABLE "address_events" ADD CONSTRAINT "address_events_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "address_events" ADD CONSTRAINT "address_events_address_book_id_fkey" FOREIGN KEY ("address_book_id") REFERENCES "address_books"("id") ON DELETE CASCADE ON UPDATE CASCADE;
