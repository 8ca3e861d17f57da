import { createHash, generateKeyPairSync, sign } from "node:crypto";

/** PEM both. */
export interface Certificate {
  key: string;
  cert: string;
}

/** A certificate of its own making for localhost and 127.0.0.1, valid for a day around now: trusted by nobody. */
export function selfSignedCertificate(name = "localhost"): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signedBy = seq(oid("2a8648ce3d040302")); // ecdsa-with-SHA256
  const subject = seq(der(0x31, seq(oid("550403"), der(0x0c, Buffer.from(name)))));
  const day = 86_400_000;
  const names = seq(der(0x82, Buffer.from(name)), der(0x87, Buffer.from([127, 0, 0, 1])));
  const authority = seq(der(0x01, Buffer.from([0xff])));
  const extensions = seq(
    seq(oid("551d11"), der(0x04, names)),
    seq(oid("551d13"), der(0x01, Buffer.from([0xff])), der(0x04, authority)),
  );
  const publicDer = publicKey.export({ type: "spki", format: "der" });
  const body = seq(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial(publicDer)),
    signedBy,
    subject,
    seq(utcTime(Date.now() - day), utcTime(Date.now() + day)),
    subject,
    publicDer,
    der(0xa3, extensions),
  );
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", body, privateKey)]));
  const whole = seq(body, signedBy, signature)
    .toString("base64")
    .replaceAll(/.{1,64}/g, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${whole}-----END CERTIFICATE-----\n`,
  };
}

/** Tag, length, value, as DER wants them. */
function der(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}

const seq = (...parts: Buffer[]) => der(0x30, Buffer.concat(parts));
const oid = (hex: string) => der(0x06, Buffer.from(hex, "hex"));

/** Positive, hence the leading zero. */
const serial = (publicDer: Buffer) =>
  Buffer.concat([Buffer.from([0x00, 0x80]), createHash("sha256").update(publicDer).digest().subarray(0, 8)]);

const utcTime = (time: number) =>
  der(0x17, Buffer.from(`${new Date(time).toISOString().slice(2, 19).replaceAll(/[-:T]/g, "")}Z`));
