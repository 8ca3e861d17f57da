import { expect, test } from "@jest/globals";
import { PNG } from "pngjs";
import { decodeQr } from "../testing/decode-qr.js";
import { drawQr, toPng } from "./qr-png.js";

test.each(["R", "RB1.EXAMPLE", "Zürich – 東京", "x".repeat(400), "y".repeat(1000)])(
  "a reader finds %s",
  (text) => {
    expect(decodeQr(toPng(drawQr(text)))).toBe(text);
  },
);

test("four modules of white surround the code", () => {
  const { data, width } = PNG.sync.read(toPng(drawQr("R")));
  const module = width / 29;
  for (let y = 0; y < width; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const border = Math.min(x, y, width - 1 - x, width - 1 - y) < 4 * module;
      if (border) expect(data[4 * (y * width + x)]).toBe(255);
    }
  }
  expect(data[4 * (4 * module * width + 4 * module)]).toBe(0);
});
