/** Characters by the map for Windows and Unicode, of format 4. */
export function readCharacters(cmap: Buffer): Map<number, number> {
  const characters = new Map<number, number>();
  const count = cmap.readUInt16BE(2);
  for (let entry = 4; entry < 4 + 8 * count; entry += 8) {
    const map = cmap.subarray(cmap.readUInt32BE(entry + 4));
    if (cmap.readUInt16BE(entry) !== 3 || map.readUInt16BE(0) !== 4) continue;
    const segments = map.readUInt16BE(6);
    for (let at = 0; at < segments; at += 2) {
      const end = map.readUInt16BE(14 + at);
      const start = map.readUInt16BE(16 + segments + at);
      const delta = map.readUInt16BE(16 + 2 * segments + at);
      const rangeAt = 16 + 3 * segments + at;
      const range = map.readUInt16BE(rangeAt);
      for (let code = start; code <= end && code !== 0xffff; code += 1) {
        const direct = range === 0 ? code : map.readUInt16BE(rangeAt + range + 2 * (code - start));
        if (direct !== 0) characters.set(code, (direct + delta) & 0xffff);
      }
    }
    return characters;
  }
  throw new Error("the font has no Unicode character map of format 4");
}
