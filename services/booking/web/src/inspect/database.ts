/** A reading of a ticket on this device. */
export interface Reading {
  id: string;
  ticketId: string;
  reference: string;
  /** Milliseconds since 1970, by the server's clock as far as it is known. */
  at: number;
  inspectorId: string;
  valid: boolean;
  /** As it has to be handed in; gone once it has been, for it holds a name. */
  waiting?: { code: string; runId?: string };
  /** The server found otherwise than this device: why the ticket was not good after all. */
  dispute?: { reason: string; by?: string; at?: string };
}

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("railbooker-inspect", 1);
    request.onupgradeneeded = () => {
      const readings = request.result.createObjectStore("readings", { keyPath: "id" });
      readings.createIndex("ticketId", "ticketId");
      request.result.createObjectStore("kept");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function run<T>(
  store: "readings" | "kept",
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const transaction = (await open()).transaction(store, mode);
  const request = ask(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    // Only a transaction that is complete outlives a device that is switched off.
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const saveReading = (reading: Reading): Promise<unknown> =>
  run("readings", "readwrite", (store) => store.put(reading));

export const dropReading = (id: string): Promise<unknown> =>
  run("readings", "readwrite", (store) => store.delete(id));

export const allReadings = (): Promise<Reading[]> =>
  run<Reading[]>("readings", "readonly", (store) => store.getAll());

export const readingsOf = (ticketId: string): Promise<Reading[]> =>
  run<Reading[]>("readings", "readonly", (store) => store.index("ticketId").getAll(ticketId));

export const keep = (key: string, value: unknown): Promise<unknown> =>
  run("kept", "readwrite", (store) => store.put(value, key));

export const kept = <T>(key: string): Promise<T | undefined> =>
  run<T | undefined>("kept", "readonly", (store) => store.get(key));
