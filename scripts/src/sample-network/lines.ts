import type { Line } from "./line.js";
import { alpineLines } from "./lines-alps.js";
import { easternAndNorthernLines } from "./lines-east-north.js";
import { germanLines } from "./lines-germany.js";
import { nightLines } from "./lines-night.js";
import { regionalLines } from "./lines-regional.js";
import { southernLines } from "./lines-south.js";
import { westernLines } from "./lines-west.js";

export const lines: readonly Line[] = [
  ...germanLines,
  ...westernLines,
  ...southernLines,
  ...alpineLines,
  ...easternAndNorthernLines,
  ...regionalLines,
  ...nightLines,
];
