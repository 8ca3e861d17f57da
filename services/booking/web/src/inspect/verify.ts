/**
 * Ed25519 over exactly these bytes. By the browser where it has it; else by a small library that only then is loaded.
 * @throws Error where the key is no Ed25519 key.
 */
export async function verifySignature(
  key: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const imported = await importKey(key);
  if (imported !== undefined) return crypto.subtle.verify("Ed25519", imported, signature, signed);
  const { verifyAsync } = await import("@noble/ed25519");
  // As the browser and RFC 8032 judge it: a looser reading would let one signature be written in two ways.
  return verifyAsync(signature, signed, key, { zip215: false });
}

async function importKey(key: Uint8Array<ArrayBuffer>): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotSupportedError") return undefined;
    throw error;
  }
}
