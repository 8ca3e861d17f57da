import { within } from "@railbooker/runtime/within";
import pg from "pg";

/** `fresh` once each time this process wins the lead: others may have led since it last did. */
export type Lead = "fresh" | "leading" | "following";

/** A connection of its own that holds the advisory lock of a partition's one relay; the lock falls with the connection. */
export interface LeaderConnection {
  /** Connects when need be and tries to take the lead. */
  lead(): Promise<Lead>;
  /** On the connection that leads. @throws Error when it does not lead any more */
  rows<T>(sql: string, parameters: readonly unknown[], options?: RowsOptions): Promise<T[]>;
  /** Tells whoever leads that something was committed here. */
  callLeader(): Promise<void>;
  /** Waits a moment for a server that does not answer, and hangs up. */
  close(): Promise<void>;
}

export interface RowsOptions {
  timeoutMs?: number;
  /** For a statement on the hot path: it is planned once under this name, which no other may have. */
  name?: string;
}

export interface LeaderOptions {
  databaseUrl: string;
  schema: string;
  /** What is led; one process at a time leads it. */
  name: string;
  /** Another process has something for the leader. */
  onCall: () => void;
}

const queryTimeoutMs = 10_000;
/** Of a server that does not answer any more the lead falls with the connection, once it is hung up. */
const goodbyeMs = 1000;
// A leader asks many times a second. One that is frozen must not keep the lead: its connection is ended by the server.
const idleMs = 10_000;
// Nothing that is written here needs to outlive a crash of Postgres: what it forgets is published again, and refused as a
// repeat or dropped by the inbox.
const unhurried = "synchronous_commit=off";
// A statement planned while the outbox is empty must not read all of it when it is full.
const byKeys = "enable_seqscan=off";

export function createLeaderConnection(options: LeaderOptions): LeaderConnection {
  const { databaseUrl, schema, name, onCall } = options;
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
      options: `-c search_path=${schema},public -c idle_session_timeout=${idleMs} -c ${unhurried} -c ${byKeys}`,
      connectionTimeoutMillis: 2000,
      query_timeout: queryTimeoutMs,
      keepAlive: true,
    });
    fresh.on("error", () => drop(fresh));
    fresh.on("end", () => drop(fresh));
    fresh.on("notification", onCall);
    await fresh.connect();
    client = fresh;
    return fresh;
  }

  /** After a failure nobody knows what the connection still holds: a new one has to win the lead again. */
  async function onConnection<T>(connection: pg.Client, query: pg.QueryConfig): Promise<T[]> {
    try {
      return (await connection.query(query)).rows as T[];
    } catch (error) {
      drop(connection);
      // Not waited for: where nobody answers any more, neither does a good-bye.
      connection.end().catch(() => undefined);
      throw error;
    }
  }

  return {
    lead: async () => {
      const connection = client ?? (await connect());
      if (leading) return "leading";
      const [won] = await onConnection<{ got: boolean }>(connection, {
        text: "SELECT pg_try_advisory_lock(hashtext($1)) AS got",
        values: [name],
      });
      if (won?.got !== true) return "following";
      await onConnection(connection, { text: `LISTEN "${name}"` });
      leading = true;
      return "fresh";
    },
    rows: (text, values, { timeoutMs = queryTimeoutMs, name: planned } = {}) => {
      if (client === undefined || !leading)
        return Promise.reject(new Error("the connection that leads the relay was lost"));
      const named = planned === undefined ? {} : { name: planned };
      const query = { text, values: [...values], query_timeout: timeoutMs, ...named };
      return onConnection(client, query as pg.QueryConfig);
    },
    callLeader: async () => {
      if (client !== undefined) await onConnection(client, { text: `NOTIFY "${name}"` });
    },
    close: async () => {
      const open = client;
      client = undefined;
      leading = false;
      if (open === undefined) return;
      await within(goodbyeMs, open.end()).catch(() => open.connection.stream.destroy());
    },
  };
}
