/** A part of a message: ASCII as it is written, or bytes that are written as base64. */
export type Piece = string | Buffer;

export const endOfLine = "\r\n";
/** Of a message's encoded lines. */
export const lineLength = 76;

/** Every byte is written once, where it stays: joining texts to larger and larger ones would copy a mail five times. */
export function putTogether(pieces: readonly Piece[]): Buffer {
  const length = pieces.reduce((sum, piece) => sum + writtenLength(piece), 0);
  const message = Buffer.allocUnsafe(length);
  let at = 0;
  for (const piece of pieces) {
    at += typeof piece === "string" ? message.write(piece, at, "latin1") : writeBase64(message, at, piece);
  }
  return message;
}

function writtenLength(piece: Piece): number {
  if (typeof piece === "string") return piece.length;
  const encoded = 4 * Math.ceil(piece.length / 3);
  return encoded + endOfLine.length * Math.max(0, Math.ceil(encoded / lineLength) - 1);
}

/** The lines are moved forward one by one from where all stand as one, at the end of their place. @returns the length of that place. */
function writeBase64(message: Buffer, start: number, content: Buffer): number {
  const encoded = content.toString("base64");
  const end = start + writtenLength(content);
  message.write(encoded, end - encoded.length, "latin1");
  let at = start;
  for (let line = end - encoded.length; line < end; line += lineLength) {
    if (at > start) at += message.write(endOfLine, at, "latin1");
    const next = Math.min(line + lineLength, end);
    message.copyWithin(at, line, next);
    at += next - line;
  }
  return end - start;
}
