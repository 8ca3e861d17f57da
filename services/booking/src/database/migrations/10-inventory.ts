import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What is taken of each run as one row of bits, beside the claims that it follows from. A row is made at a run's first hold and
 * may be deleted at any time: the next hold makes it anew from the claims.
 */
export class Inventory1790000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Seat i has `stride` bytes from i * stride on; bit s of them (the lowest bit of a byte first) is the run's segment s.
    await runner.query(`
      CREATE TABLE run_inventory (
        run_id text PRIMARY KEY,
        layout text NOT NULL,
        seats text[] NOT NULL,
        segments integer NOT NULL CHECK (segments > 0),
        stride integer NOT NULL CHECK (stride * 8 >= segments),
        masks bytea NOT NULL CHECK (length(masks) = cardinality(seats) * stride)
      ) WITH (fillfactor = 50)`);
    await runner.query("ALTER TABLE holds ADD COLUMN extended boolean NOT NULL DEFAULT false");
    await runner.query("ALTER TABLE hold_legs ADD COLUMN split_at integer, ADD COLUMN split_location text");

    // Whose a claim is, for the limit per user and run. Selling a held seat must not touch an index: then Postgres writes the new
    // row beside the old one and the costly index of the constraint stays as it is.
    await runner.query("ALTER TABLE seat_claims ADD COLUMN user_id uuid");
    await runner.query("ALTER TABLE seat_claims SET (fillfactor = 70)");
    await runner.query(
      "UPDATE seat_claims c SET user_id = h.user_id FROM hold_legs l JOIN holds h ON h.id = l.hold_id WHERE l.id = c.hold_leg_id",
    );
    await runner.query("DROP INDEX seat_claims_run, seat_claims_ticket");
    await runner.query("CREATE INDEX seat_claims_run ON seat_claims (run_id, user_id)");

    // Whoever deletes claims, by whatever statement, frees their bits with the same commit. Rows are locked in the order of their
    // ids, as by those who take seats.
    await runner.query(`
      CREATE FUNCTION free_seats() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        inventory record;
        claim record;
        bits bytea;
      BEGIN
        FOR inventory IN
          SELECT i.run_id, i.seats, i.segments, i.stride, i.masks FROM run_inventory i
           WHERE i.run_id IN (SELECT f.run_id FROM freed f) ORDER BY i.run_id FOR UPDATE
        LOOP
          bits := inventory.masks;
          FOR claim IN
            SELECT (array_position(inventory.seats, f.seat_id) - 1) * inventory.stride * 8 AS base,
                   lower(f.segments) AS first, least(upper(f.segments), inventory.segments) - 1 AS last
              FROM freed f WHERE f.run_id = inventory.run_id AND f.seat_id = ANY (inventory.seats)
          LOOP
            FOR segment IN claim.first .. claim.last LOOP
              bits := set_bit(bits, claim.base + segment, 0);
            END LOOP;
          END LOOP;
          UPDATE run_inventory SET masks = bits WHERE run_id = inventory.run_id;
        END LOOP;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER free_seats AFTER DELETE ON seat_claims REFERENCING OLD TABLE AS freed
        FOR EACH STATEMENT EXECUTE FUNCTION free_seats()`);
    // Claims that others than takers write (they say whose a claim is): the same.
    await runner.query(`
      CREATE FUNCTION forget_inventories() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM run_inventory WHERE run_id IN (SELECT a.run_id FROM added a WHERE a.user_id IS NULL);
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER forget_inventories AFTER INSERT ON seat_claims REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION forget_inventories()`);
    // A claim that moves to other segments or another seat: the run's bits are made anew by the next hold.
    await runner.query(`
      CREATE FUNCTION forget_inventory() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM run_inventory WHERE run_id IN (OLD.run_id, NEW.run_id);
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER forget_inventory AFTER UPDATE OF run_id, seat_id, segments ON seat_claims
        FOR EACH ROW EXECUTE FUNCTION forget_inventory()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TRIGGER forget_inventory ON seat_claims");
    await runner.query("DROP TRIGGER forget_inventories ON seat_claims");
    await runner.query("DROP TRIGGER free_seats ON seat_claims");
    await runner.query("DROP FUNCTION forget_inventory(), forget_inventories(), free_seats()");
    await runner.query("DROP INDEX seat_claims_run");
    await runner.query("ALTER TABLE seat_claims DROP COLUMN user_id, RESET (fillfactor)");
    await runner.query("CREATE INDEX seat_claims_run ON seat_claims (run_id)");
    await runner.query("CREATE INDEX seat_claims_ticket ON seat_claims (ticket_id)");
    await runner.query("ALTER TABLE hold_legs DROP COLUMN split_at, DROP COLUMN split_location");
    await runner.query("ALTER TABLE holds DROP COLUMN extended");
    await runner.query("DROP TABLE run_inventory");
  }
}
