ALTER TABLE "address_books" ADD COLUMN     "channel" TEXT NOT NULL DEFAULT 'email';

CREATE TABLE "sms_contacts" (
    "integration_id" BIGINT NOT NULL,
    "mobile" TEXT NOT NULL,
    "dotdigital_id" INTEGER,
    "status" TEXT,
    "status_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sms_contacts_pkey" PRIMARY KEY ("integration_id","mobile")
);

CREATE UNIQUE INDEX "sms_contacts_integration_id_dotdigital_id_key" ON "sms_contacts"("integration_id", "dotdigital_id");

ALTER TABLE "sms_contacts" ADD CONSTRAINT "sms_contacts_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who has a number is asked of every place on a list that is fed by number.
CREATE INDEX "crm_records_by_mobile" ON "crm_records" ("mobile_e164") WHERE "mobile_e164" IS NOT NULL;
