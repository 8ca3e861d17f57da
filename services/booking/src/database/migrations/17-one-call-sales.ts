import type { MigrationInterface, QueryRunner } from "typeorm";

/** What lets holds and sales be one call to the database each, with nothing read under a lock first. */
export class OneCallSales1790000000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Another one at each change, whoever makes it: who has chosen seats by the bits of this stamp may take them. A count would not do:
    // of two processes that choose by the same bits both would name the next number, and mean different bits by it.
    await runner.query("ALTER TABLE run_inventory ADD COLUMN stamp uuid NOT NULL DEFAULT gen_random_uuid()");
    // Counts changes of calls and coaches: what a process remembers of runs holds as long as this does.
    await runner.query(`
      CREATE TABLE inventory_epoch (
        only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
        version bigint NOT NULL
      )`);
    await runner.query("INSERT INTO inventory_epoch (version) VALUES (1)");
    await runner.query(`
      CREATE FUNCTION stamp_inventory() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.stamp := gen_random_uuid();
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER stamp_inventory BEFORE UPDATE ON run_inventory
        FOR EACH ROW WHEN (NEW.stamp = OLD.stamp) EXECUTE FUNCTION stamp_inventory()`);
    await runner.query(takeRuns);
    await runner.query(expectCount);

    // Most claims say whose they are: a condition costs less than gathering all of them for a look afterwards.
    await runner.query("DROP TRIGGER forget_inventories ON seat_claims");
    await runner.query("DROP FUNCTION forget_inventories()");
    await runner.query(`
      CREATE FUNCTION forget_inventory_of_claim() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM run_inventory WHERE run_id = NEW.run_id;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER forget_inventories AFTER INSERT ON seat_claims
        FOR EACH ROW WHEN (NEW.user_id IS NULL) EXECUTE FUNCTION forget_inventory_of_claim()`);

    // Nobody looks into an event but to publish it: taking it apart and packing it took longer than all else that a sale writes.
    await runner.query("ALTER TABLE outbox ALTER COLUMN envelope TYPE json USING envelope::text::json");
    await runner.query("ALTER TABLE outbox SET (toast_tuple_target = 8160)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE outbox RESET (toast_tuple_target)");
    await runner.query("ALTER TABLE outbox ALTER COLUMN envelope TYPE jsonb USING envelope::jsonb");
    await runner.query("DROP TRIGGER forget_inventories ON seat_claims");
    await runner.query("DROP FUNCTION forget_inventory_of_claim()");
    await runner.query(`
      CREATE FUNCTION forget_inventories() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM run_inventory WHERE run_id IN (SELECT a.run_id FROM added a WHERE a.user_id IS NULL);
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER forget_inventories AFTER INSERT ON seat_claims REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION forget_inventories()`);
    await runner.query("DROP FUNCTION expect_count(bigint, integer, text, text)");
    await runner.query(
      "DROP FUNCTION take_runs(bigint, text[], uuid[], uuid, integer[], bytea[], timestamptz, uuid[], text[], integer[])",
    );
    await runner.query("DROP TRIGGER stamp_inventory ON run_inventory");
    await runner.query("DROP FUNCTION stamp_inventory()");
    await runner.query("DROP TABLE inventory_epoch");
    await runner.query("ALTER TABLE run_inventory DROP COLUMN stamp");
  }
}

/**
 * Writes what is now taken of runs, where their stamps are those that it was chosen by. Without an epoch the caller has the runs locked.
 * With one nothing is locked yet: then calls, coaches and status of the runs must be those of the choice, no hold past its time may
 * keep seats of them, and no user may have more seats on one than \`most\`; else RB001. Null bits stand for a run of which nothing was taken.
 * Each statement of a function sees what was committed before it: so the checks are made on what is true under the locks.
 */
const takeRuns = `
  CREATE FUNCTION take_runs(epoch bigint, runs text[], stamps uuid[], next uuid, statuses integer[], bits bytea[], at timestamptz,
                            users uuid[], user_runs text[], most integer[])
    RETURNS boolean LANGUAGE plpgsql AS $$
  DECLARE
    same bigint;
  BEGIN
    IF epoch IS NOT NULL THEN
      PERFORM pg_advisory_xact_lock_shared(hashtext('railbooker:inventory'));
      IF cardinality(runs) > 1 THEN
        PERFORM 1 FROM run_inventory WHERE run_id = ANY (runs) ORDER BY run_id FOR UPDATE;
      END IF;
    END IF;
    UPDATE run_inventory i SET masks = w.bits, stamp = next
      FROM unnest(runs, stamps, bits) AS w (run_id, stamp, bits)
     WHERE i.run_id = w.run_id AND i.stamp = w.stamp AND w.bits IS NOT NULL;
    GET DIAGNOSTICS same = ROW_COUNT;
    IF same < cardinality(runs) THEN
      SELECT same + count(*) INTO same FROM unnest(runs, stamps, bits) AS w (run_id, stamp, bits)
        JOIN run_inventory i ON i.run_id = w.run_id AND i.stamp = w.stamp WHERE w.bits IS NULL;
    END IF;
    IF same <> cardinality(runs) OR epoch IS NOT NULL AND (
         epoch <> (SELECT version FROM inventory_epoch)
         OR EXISTS (SELECT 1 FROM unnest(runs, statuses) AS w (run_id, version)
                      LEFT JOIN run_status s ON s.run_id = w.run_id WHERE coalesce(s.version, -1) <> w.version)
         OR EXISTS (SELECT 1 FROM holds h WHERE h.status = 'active' AND h.expires_at <= at
                       AND EXISTS (SELECT 1 FROM hold_legs l WHERE l.hold_id = h.id AND l.run_id = ANY (runs)))
         OR EXISTS (SELECT 1 FROM unnest(users, user_runs, most) AS w (user_id, run_id, seats)
                     WHERE (SELECT count(DISTINCT c.seat_id) FROM seat_claims c
                             WHERE c.run_id = w.run_id AND c.user_id = w.user_id) > w.seats))
    THEN
      RAISE EXCEPTION 'the runs are not as they were when the seats were chosen' USING ERRCODE = 'RB001';
    END IF;
    RETURN true;
  END $$`;

/** Undoes a statement that did not meet as many rows as it has to. */
const expectCount = `
  CREATE FUNCTION expect_count(met bigint, wanted integer, code text, what text) RETURNS boolean LANGUAGE plpgsql AS $$
  BEGIN
    IF met <> wanted THEN
      RAISE EXCEPTION '% of % are %', wanted - met, wanted, what USING ERRCODE = code;
    END IF;
    RETURN true;
  END $$`;
