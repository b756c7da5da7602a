CREATE TYPE "consent_channel" AS ENUM ('email', 'sms', 'push');

ALTER TABLE "automation_batches" ALTER COLUMN "program_id" DROP NOT NULL;

ALTER TABLE "automation_firings" ADD COLUMN     "left_at" TIMESTAMPTZ(3);

ALTER TABLE "consents" ADD COLUMN     "channel" "consent_channel" NOT NULL DEFAULT 'email';

ALTER TABLE "crm_records" ADD COLUMN     "push_consent_at" TIMESTAMPTZ(3),
ADD COLUMN     "push_consent_state" "consent_state" NOT NULL DEFAULT 'unknown',
ADD COLUMN     "sms_consent_at" TIMESTAMPTZ(3),
ADD COLUMN     "sms_consent_state" "consent_state" NOT NULL DEFAULT 'unknown';

CREATE INDEX "crm_records_sms_withdrawn" ON "crm_records" ("mobile_e164") WHERE "sms_consent_state" = 'withdrawn';
