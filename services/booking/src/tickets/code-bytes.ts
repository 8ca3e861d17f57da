/**
 * The payload of a ticket's code, byte by byte (docs/ticket-codes.md). Numbers are big-endian; a text is one byte of length and
 * UTF-8. Readers refuse what they do not understand to the last byte.
 */
export class ByteWriter {
  readonly #parts: Buffer[] = [];

  number(value: number, bytes: number): this {
    const part = Buffer.alloc(bytes);
    part.writeUIntBE(value, 0, bytes);
    this.#parts.push(part);
    return this;
  }

  raw(part: Buffer): this {
    this.#parts.push(part);
    return this;
  }

  /** Cut to `longest` bytes, never within a character. */
  text(value: string, longest = 255): this {
    const part = Buffer.from(cut(value, longest));
    return this.number(part.length, 1).raw(part);
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

function cut(value: string, longest: number): string {
  let kept = "";
  for (const character of value) {
    if (Buffer.byteLength(kept + character) > longest) break;
    kept += character;
  }
  return kept;
}

/** @throws Error where the bytes end too early or hold no UTF-8. */
export class ByteReader {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  number(bytes: number): number {
    return this.raw(bytes).readUIntBE(0, bytes);
  }

  raw(length: number): Buffer {
    const part = this.bytes.subarray(this.#at, this.#at + length);
    if (part.length < length) throw new Error("the code ends too early");
    this.#at += length;
    return part;
  }

  text(): string {
    return new TextDecoder("utf-8", { fatal: true }).decode(this.raw(this.number(1)));
  }

  get ended(): boolean {
    return this.#at === this.bytes.length;
  }
}
