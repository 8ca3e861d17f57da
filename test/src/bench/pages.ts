import { provideChromium } from "@railbooker/scripts/servers/chromium";
import { openBrowser } from "../support/browser.js";
import { newOperator } from "../support/operator.js";
import { type PageSpeed, slowVisits } from "../support/page-speed.js";
import { bookPath } from "../support/pages.js";
import { startProduct } from "../support/product.js";
import { median, report } from "./support/context.js";

const rounds = 7;
/** Whose content is in the document: what header, footer and styles cost by themselves. */
const bare = "bare";

interface Visited {
  name: string;
  path: string;
  /** What must be there, as a selector. */
  usable: string;
}

/** The pages of a purchase, the board and the console: each visited with a processor four times slower, nothing cached. */
export default async function bench(): Promise<void> {
  process.env["CHROMIUM_PATH"] = await provideChromium((line) => process.stdout.write(`${line}\n`));
  const product = await startProduct();
  const browser = await openBrowser({ width: 390, height: 844 });
  try {
    const site = `http://localhost:${product.bookings[0]?.port}`;
    const operator = await newOperator(product);
    const { email, password } = operator;
    const [journey] = await operator.search("Dresden Hbf", "Stuttgart Hbf");
    if (journey === undefined) throw new Error("no journey from Dresden to Stuttgart");
    const { reference } = await operator.buy("Praha", "Wien");
    await browser.context.request.post(`${site}/api/users/login`, { data: { email, password } });
    const day = journey.departure.slice(0, 10);
    const visits: Visited[] = [
      { name: bare, path: "/nowhere", usable: "main h1" },
      { name: "search", path: "/", usable: "#swap:not([hidden])" },
      {
        name: "results",
        path: `/search?from=DEDRS&to=DESTR&date=${day}&time=08:00`,
        usable: ".journey a.button",
      },
      { name: "book", path: bookPath(journey), usable: "#seats-any" },
      { name: "trip", path: `/bookings/${reference}`, usable: "main h1" },
      { name: "board", path: "/board/DEMUC", usable: "rb-board tbody tr" },
      { name: "console", path: "/operator", usable: "#live-title" },
    ];
    const measured = new Map<string, PageSpeed[]>(visits.map(({ name }) => [name, []]));
    for (let round = 0; round <= rounds; round += 1) {
      for (const { name, path, usable } of visits) {
        const page = await browser.context.newPage();
        const speed = await (await slowVisits(page))(site + path, usable);
        await page.close();
        // The first round warms the services up.
        if (round > 0) measured.get(name)?.push(speed);
      }
    }
    for (const [name, speeds] of measured) tell(name, speeds);
    const usable = (name: string): number =>
      median((measured.get(name) ?? []).map(({ usableMs }) => usableMs));
    const [ours, baseline] = [usable("results"), usable(bare)];
    report({
      name: "pages",
      ratio: ours / baseline,
      bar: "<=4",
      ours: `${Math.round(ours)}ms`,
      baseline: `${Math.round(baseline)}ms`,
    });
  } finally {
    await browser.close();
    await product.stop();
  }
}

function tell(name: string, speeds: readonly PageSpeed[]): void {
  const usable = speeds.map(({ usableMs }) => usableMs);
  const tasks = speeds.map(({ longestTaskMs }) => longestTaskMs);
  const shift = Math.max(...speeds.map((each) => each.shift));
  process.stdout.write(
    `${name.padEnd(8)} usable ${Math.round(median(usable))} ms (worst ${Math.round(Math.max(...usable))}), ` +
      `longest task ${Math.round(median(tasks))} ms (worst ${Math.round(Math.max(...tasks))}), shift ${shift.toFixed(3)}\n`,
  );
}
