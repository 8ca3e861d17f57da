import { createSocket } from "node:dgram";
import { once } from "node:events";

export interface NameServer {
  port: number;
  /** What the name stands for from now on. */
  setAddresses(addresses: readonly string[]): void;
  stop(): Promise<void>;
}

const answerFlags = 0x8580;
const headerBytes = 12;

/** A DNS server that knows one name, and answers every question of an address with all that the name stands for. */
export async function startNameServer(): Promise<NameServer> {
  let addresses: readonly string[] = [];
  const socket = createSocket("udp4");
  socket.on("message", (query, from) => {
    socket.send(answerTo(query, addresses), from.port, from.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    port: socket.address().port,
    setAddresses: (next) => {
      addresses = next;
    },
    stop: async () => {
      socket.close();
      await once(socket, "close");
    },
  };
}

/** RFC 1035: the question as it came, then an A record for each address, to be kept for a second. */
function answerTo(query: Buffer, addresses: readonly string[]): Buffer {
  const header = Buffer.alloc(headerBytes);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(answerFlags, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  const end = query.indexOf(0, headerBytes) + 5;
  const records = addresses.map((address) => {
    const record = Buffer.alloc(16);
    record.writeUInt16BE(0xc000 + headerBytes, 0);
    record.writeUInt16BE(1, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt32BE(1, 6);
    record.writeUInt16BE(4, 10);
    Buffer.from(address.split(".").map(Number)).copy(record, 12);
    return record;
  });
  return Buffer.concat([header, query.subarray(headerBytes, end), ...records]);
}
