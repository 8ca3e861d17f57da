import type { FaultCase } from "../fault-case.js";
import { browserCases } from "./browser-cases.js";
import { consumerCases } from "./consumer-cases.js";
import { controlCases } from "./control-cases.js";
import { deploymentCases } from "./deployment-cases.js";
import { mailCases } from "./mail-cases.js";
import { poisonCases } from "./poison-cases.js";
import { postgresCases } from "./postgres-cases.js";
import { readerCases } from "./reader-cases.js";
import { redisCases } from "./redis-cases.js";
import { relayCases } from "./relay-cases.js";
import { tenThousand } from "./ten-thousand.js";

export const allCases: readonly FaultCase[] = [
  // The slow ones first: two run at a time, and the quick ones fill the gaps.
  ...consumerCases,
  ...readerCases,
  ...mailCases,
  ...deploymentCases,
  ...relayCases,
  ...redisCases,
  ...poisonCases,
  ...controlCases,
  ...browserCases,
  ...postgresCases,
  tenThousand,
];
