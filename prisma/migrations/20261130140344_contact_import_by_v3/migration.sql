ALTER TABLE "integrations" ADD COLUMN     "offers_contact_import" BOOLEAN;
