import type { Db } from '@/lib/db';

/** So many contacts, made in SQL alone: names, addresses and companies that repeat as people's do, gaps included. */
export async function insertPeopleForGrids(db: Db, count: number): Promise<void> {
  await db.pool.query(
    `INSERT INTO crm_records (entity, email, email_key, first_name, last_name, company, city, country, created_at, consent_state)
     SELECT 'contact'::crm_entity, email, email, first_name, last_name, company, city, 'DE', created_at, consent::consent_state FROM (
       SELECT (ARRAY['Ada','Björn','Chloë','Dmitri','Élodie','Fatima','Giovanni','Hanna','Ingrid','José','Karl','Lena','Mira','Nils'])[1 + (n * 7) % 14] AS first_name,
         CASE WHEN n % 40 > 0 THEN initcap(translate(left(md5('l' || n % 50021), 9), '0123456789', 'klmnoprstu')) END AS last_name,
         CASE WHEN n % 3 > 0 THEN 'Company ' || left(md5('c' || n % 20011), 8) || ' Ltd' END AS company,
         CASE WHEN n % 50 > 0 THEN 'p' || n || '@firm-' || n % 9973 || '.example' END AS email,
         (ARRAY['Dublin','Hamburg','London','Leeds','Cork'])[1 + n % 5] AS city,
         '2024-01-01'::timestamptz + (n::bigint * 7919 % 1000003) * interval '30 seconds' AS created_at,
         CASE WHEN n % 100 = 0 THEN 'withdrawn' WHEN n % 3 = 0 THEN 'given' ELSE 'unknown' END AS consent
       FROM generate_series(1, $1::int) n) people`,
    [count],
  );
  await db.pool.query('VACUUM ANALYZE crm_records');
}
