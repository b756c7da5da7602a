-- crm_records_live holds the same for every living record.
DROP INDEX IF EXISTS "crm_records_entity_id_idx";
