ALTER TABLE "email_campaigns" ADD COLUMN     "resend_of_id" BIGINT;

CREATE INDEX "email_campaigns_resend_of_id_idx" ON "email_campaigns"("resend_of_id");

ALTER TABLE "email_campaigns" ADD CONSTRAINT "email_campaigns_resend_of_id_fkey" FOREIGN KEY ("resend_of_id") REFERENCES "email_campaigns"("id") ON DELETE SET NULL ON UPDATE CASCADE;
