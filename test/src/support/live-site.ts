import { type Browser, openBrowser } from "./browser.js";
import { newOperator } from "./operator.js";
import { type Product, startProduct } from "./product.js";
import type { Traveller } from "./traveller.js";

/** The whole product, a browser before it, and an operator who reports what happens on the day. */
export interface LiveSite {
  product: Product;
  browser: Browser;
  /** Where a browser finds it. */
  site: string;
  operator: Traveller;
  close(): Promise<void>;
}

export async function startLiveSite(): Promise<LiveSite> {
  const product = await startProduct();
  try {
    const browser = await openBrowser();
    return {
      product,
      browser,
      site: `http://localhost:${product.bookings[0]?.port}`,
      operator: await newOperator(product),
      close: async () => {
        await browser.close();
        await product.stop();
      },
    };
  } catch (error) {
    await product.stop();
    throw error;
  }
}
