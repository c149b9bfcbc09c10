-- What a migrated test database holds before anything happened, and how to come back to it. Run by db/test_database.hpp in the
-- database that others are copied from.
CREATE SCHEMA seed;
CREATE FUNCTION seed.shape_now() RETURNS TEXT LANGUAGE sql AS $$
  SELECT (SELECT count(*) FROM pg_trigger) || ' ' || (SELECT count(*) FROM pg_proc) || ' ' ||
    (SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'public'::regnamespace AND NOT attisdropped)
$$;
CREATE FUNCTION seed.filled() RETURNS SETOF TEXT LANGUAGE plpgsql AS $$
DECLARE name TEXT; has BOOLEAN;
BEGIN
  FOR name IN SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', name) INTO has;
    IF has THEN RETURN NEXT name; END IF;
  END LOOP;
END $$;
CREATE FUNCTION seed.remember() RETURNS void LANGUAGE plpgsql AS $$
DECLARE name TEXT;
BEGIN
  FOR name IN SELECT * FROM seed.filled() LOOP EXECUTE format('CREATE TABLE seed.%I AS TABLE public.%I', name, name); END LOOP;
  EXECUTE 'CREATE TABLE seed.shape AS SELECT seed.shape_now() AS words';
END $$;
-- False when somebody changed the schema.
CREATE FUNCTION seed.restore() RETURNS BOOLEAN LANGUAGE plpgsql AS $$
DECLARE name TEXT;
BEGIN
  IF seed.shape_now() <> (SELECT words FROM seed.shape) THEN RETURN FALSE; END IF;
  EXECUTE 'TRUNCATE ' || (SELECT string_agg(format('public.%I', filled), ', ') FROM seed.filled() AS filled) || ' CASCADE';
  PERFORM setval(oid::regclass, 1, FALSE) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S';
  FOR name IN SELECT relname::text FROM pg_class WHERE relnamespace = 'seed'::regnamespace AND relkind = 'r' AND relname <> 'shape' LOOP
    EXECUTE format('INSERT INTO public.%I SELECT * FROM seed.%I', name, name);
  END LOOP;
  RETURN TRUE;
END $$;
SELECT seed.remember();
