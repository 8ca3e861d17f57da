import { createRenderer } from "@railbooker/email/templates/renderer";
import { type Bench, median, report } from "./support/context.js";
import { confirmation } from "./support/email-messages.js";

const rounds = 9;
const mails = 100;
const bar = 5;

/** Processor time of one confirmation: template, QR code, PDF and calendar. The baseline is the time that is allowed. */
const bench: Bench = async () => {
  const renderer = createRenderer("https://rail.example", () => new Date());
  const render = (index: number) =>
    renderer.prepare(confirmation.template, confirmation.data)(`bench-${index}`);
  for (let index = 0; index < 3 * mails; index += 1) render(index);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    for (let index = 0; index < mails; index += 1) render(index);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000 / mails);
  }
  report({
    name: "email-render",
    ratio: median(times) / bar,
    bar: "<=1",
    ours: `${median(times).toFixed(2)}ms`,
    baseline: `${bar}ms`,
  });
};
export default bench;
