import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/**
 * Asks a Redis whether it takes commands. One that still loads its data does not yet.
 * @param url redis:// or rediss://, with user and password where it needs them
 * @returns undefined when it answers, else the reason in words
 */
export function redisProblem(url: string, deadlineMs = 2000): Promise<string | undefined> {
  const { protocol, hostname, port, username, password } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const address = { host, port: Number(port || 6379) };
  const socket: Socket =
    protocol === "rediss:" ? connectTls({ ...address, servername: host }) : connectPlain(address);
  return new Promise((resolve) => {
    let answer = "";
    const finish = (problem: string | undefined) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(problem);
    };
    const timer = setTimeout(() => finish(`no answer within ${deadlineMs / 1000} s`), deadlineMs);
    socket.on("error", (error) => finish(error.message));
    socket.on("close", () => finish("it closed the connection"));
    socket.on("data", (data) => {
      answer += data.toString("utf8");
      const failure = /^-(.*)\r\n/m.exec(answer);
      if (failure !== null) finish(failure[1]);
      else if (answer.includes("+PONG\r\n")) finish(undefined);
    });
    const login = [username || "default", password].map(decodeURIComponent);
    if (password !== "") socket.write(command("AUTH", ...login));
    socket.write(command("PING"));
  });
}

function command(...words: string[]): string {
  return [`*${words.length}`, ...words.flatMap((word) => [`$${Buffer.byteLength(word)}`, word]), ""].join(
    "\r\n",
  );
}
