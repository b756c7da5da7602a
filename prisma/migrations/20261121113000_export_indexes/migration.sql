-- What a plan asks at every pass: who opted out here, and what Dotdigital refused with these values before.
CREATE INDEX "crm_records_opted_out" ON "crm_records" ("email_key") WHERE "consent_state" = 'withdrawn';
CREATE INDEX "planned_changes_rejected" ON "planned_changes" ("wave_id", "email_key") WHERE "outcome" = 'rejected';
CREATE INDEX "planned_changes_removed" ON "planned_changes" ("wave_id", "settled_at") WHERE "outcome" = 'removed';
CREATE INDEX "export_batches_open" ON "export_batches" ("wave_id") WHERE "state" NOT IN ('finished', 'rejected');
