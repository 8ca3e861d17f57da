import pg from "pg";

/** A connection of its own that holds the advisory lock of the one relay; the lock falls with the connection. */
export interface LeaderConnection {
  /** Connects when need be and tries to take the lead. @returns whether this process leads. */
  lead(): Promise<boolean>;
  rows<T>(sql: string, parameters: readonly unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

const lockName = "railbooker:outbox-relay";

export function createLeaderConnection(databaseUrl: string, schema: string): LeaderConnection {
  let client: pg.Client | undefined;
  let leading = false;

  const drop = (broken: pg.Client) => {
    if (client !== broken) return;
    client = undefined;
    leading = false;
  };

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({
      connectionString: databaseUrl,
      options: `-c search_path=${schema},public`,
      connectionTimeoutMillis: 2000,
      query_timeout: 10_000,
      keepAlive: true,
    });
    fresh.on("error", () => drop(fresh));
    fresh.on("end", () => drop(fresh));
    await fresh.connect();
    client = fresh;
    return fresh;
  }

  return {
    lead: async () => {
      const connection = client ?? (await connect());
      if (leading) return true;
      const { rows } = await connection.query<{ got: boolean }>(
        "SELECT pg_try_advisory_lock(hashtext($1)) AS got",
        [lockName],
      );
      leading = rows[0]?.got === true;
      return leading;
    },
    rows: async <T>(sql: string, parameters: readonly unknown[]) => {
      if (client === undefined || !leading) throw new Error("the connection that leads the relay was lost");
      try {
        return (await client.query(sql, [...parameters])).rows as T[];
      } catch (error) {
        // After a failure nobody knows what the connection still holds: a new one has to win the lead again.
        const broken = client;
        drop(broken);
        await broken.end().catch(() => undefined);
        throw error;
      }
    },
    close: async () => {
      const open = client;
      client = undefined;
      leading = false;
      await open?.end();
    },
  };
}
