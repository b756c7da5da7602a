-- Whoever was asked back by a consent is not asked by it again: looked up by address, whatever wave it was.
CREATE INDEX "planned_changes_resubscribes" ON "planned_changes" ("email_key") WHERE "action" = 'resubscribe';
