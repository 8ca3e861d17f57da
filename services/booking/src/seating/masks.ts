/**
 * What is taken of a run: a bit for each seat and segment. Seat `i` has `stride` bytes from `i * stride` on, and segment `s`
 * is bit `s` of them, the lowest bit of a byte first (as Postgres numbers the bits of a bytea).
 */
export interface Masks {
  segments: number;
  stride: number;
  bits: Buffer;
}

/** Segments from call `from` up to call `to`. */
export interface Span {
  from: number;
  to: number;
}

const strideOf = (segments: number): number => Math.ceil(segments / 8);

export function emptyMasks(seats: number, segments: number): Masks {
  const stride = strideOf(segments);
  return { segments, stride, bits: Buffer.alloc(seats * stride) };
}

const isTaken = ({ bits, stride }: Masks, seat: number, segment: number): boolean =>
  (((bits[seat * stride + (segment >> 3)] ?? 0xff) >> (segment & 7)) & 1) === 1;

/** Of runs with few segments a seat's bits fit into one number, and nothing has to be counted bit by bit. */
const mostInWord = 24;

function wordOf({ bits, stride }: Masks, seat: number): number {
  const at = seat * stride;
  let word = bits[at] ?? 0xff;
  if (stride > 1) word |= (bits[at + 1] ?? 0xff) << 8;
  if (stride > 2) word |= (bits[at + 2] ?? 0xff) << 16;
  return word;
}

/** Whether the seat is free on every segment of the span. */
export function isFree(masks: Masks, seat: number, { from, to }: Span): boolean {
  if (masks.segments <= mostInWord) return (wordOf(masks, seat) & ((1 << to) - (1 << from))) === 0;
  for (let segment = from; segment < to; segment++) if (isTaken(masks, seat, segment)) return false;
  return true;
}

/** Segments left over in the gap that the span lies in, once it is taken: 0 is a perfect fit. The span must be free. */
export function leftover(masks: Masks, seat: number, { from, to }: Span): number {
  if (masks.segments <= mostInWord) {
    const word = wordOf(masks, seat);
    const [before, after] = [word & ((1 << from) - 1), word >> to];
    const right = after === 0 ? masks.segments - to : 31 - Math.clz32(after & -after);
    return from - (32 - Math.clz32(before)) + right;
  }
  let left = 0;
  for (let segment = from - 1; segment >= 0 && !isTaken(masks, seat, segment); segment--) left += 1;
  for (let segment = to; segment < masks.segments && !isTaken(masks, seat, segment); segment++) left += 1;
  return left;
}

/** Marks the span as taken or free; what lies outside the run is left out. */
export function mark({ bits, stride, segments }: Masks, seat: number, span: Span, taken: boolean): void {
  for (let segment = Math.max(0, span.from); segment < Math.min(span.to, segments); segment++) {
    const at = seat * stride + (segment >> 3);
    const bit = 1 << (segment & 7);
    bits[at] = taken ? (bits[at] ?? 0) | bit : (bits[at] ?? 0) & ~bit;
  }
}

/** How many of the seats are taken somewhere on the span. */
export function countTaken(masks: Masks, seats: readonly { index: number }[], span: Span): number {
  let taken = 0;
  for (const { index } of seats) if (!isFree(masks, index, span)) taken += 1;
  return taken;
}
