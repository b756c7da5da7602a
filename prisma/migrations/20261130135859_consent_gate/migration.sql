ALTER TABLE "integrations" ADD COLUMN     "consent_gate" TEXT NOT NULL DEFAULT 'everyone';
