-- Who may do what in a database that was restored: what infra/postgres/init gives a new one.
DO $$
DECLARE it record; service text;
BEGIN
  EXECUTE format('ALTER DATABASE %I OWNER TO railbooker', current_database());
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO booking_service, notification_service', current_database());
  FOREACH service IN ARRAY ARRAY['booking', 'notification'] LOOP
    EXECUTE format('ALTER SCHEMA %I OWNER TO railbooker', service);
    FOR it IN SELECT c.relname, c.relkind FROM pg_class c
               WHERE c.relnamespace = service::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
                 AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('i', 'a') AND c.relkind = 'S') LOOP
      EXECUTE format('ALTER %s %I.%I OWNER TO railbooker',
        CASE it.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
        service, it.relname);
    END LOOP;
    FOR it IN SELECT p.oid::regprocedure AS signature FROM pg_proc p
               WHERE p.pronamespace = service::regnamespace
                 AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
      EXECUTE format('ALTER ROUTINE %s OWNER TO railbooker', it.signature);
    END LOOP;
    FOR it IN SELECT t.typname FROM pg_type t
               WHERE t.typnamespace = service::regnamespace AND t.typtype IN ('e', 'd') LOOP
      EXECUTE format('ALTER TYPE %I.%I OWNER TO railbooker', service, it.typname);
    END LOOP;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', service, service || '_service');
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON ALL TABLES IN SCHEMA %I TO %I', service, service || '_service');
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO %I', service, service || '_service');
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE railbooker IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON TABLES TO %I', service, service || '_service');
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE railbooker IN SCHEMA %I GRANT USAGE ON SEQUENCES TO %I', service, service || '_service');
  END LOOP;
END $$;
