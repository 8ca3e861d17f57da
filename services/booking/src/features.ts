import { accessTokenKeys } from "@railbooker/runtime/access-token";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Logger } from "@railbooker/runtime/logger";
import type { TimeRequest } from "@railbooker/runtime/metrics";
import { createPruner } from "@railbooker/runtime/pruner";
import type { JobQueue } from "@railbooker/runtime/queue";
import { type Repeated, repeat } from "@railbooker/runtime/repeat";
import type { Route } from "@railbooker/runtime/routes";
import type { Redis } from "ioredis";
import { createAccountFeatures } from "./account-features.js";
import type { Accounts } from "./accounts/accounts.js";
import { currentUser } from "./accounts/current-user.js";
import { createBookings } from "./bookings/bookings.js";
import { keepSales } from "./bookings/keep-sales.js";
import { travellersOf } from "./bookings/traveller-store.js";
import { createRedisCache } from "./cache/redis-cache.js";
import type { BookingConfig } from "./config.js";
import { hearChanges } from "./hear-changes.js";
import { createLocationFinder } from "./locations/location-finder.js";
import { locationRoutes } from "./locations/location-routes.js";
import { mailOutcomes } from "./notifications/mail-outcomes.js";
import { notificationProxyRoutes } from "./notifications/notification-proxy.js";
import { cachedOccupancy } from "./offers/cached-occupancy.js";
import { createOffersFeature } from "./offers/offers.js";
import { type LegToPrice, priceLegs } from "./offers/price-legs.js";
import { recordTimetable, storeAction } from "./operator/action-store.js";
import { loadsOf } from "./operator/load.js";
import { operatorRoutes } from "./operator/operator-routes.js";
import type { Outbox } from "./outbox/outbox.js";
import { type PaymentProvider, withinTime } from "./payments/provider.js";
import { createSettler } from "./payments/settler.js";
import { prunedTables } from "./pruning/pruned-tables.js";
import type { LegWithUse } from "./seating/create-hold.js";
import type { FormationFor } from "./seating/formation.js";
import { gatherLists } from "./seating/gather-lists.js";
import type { HoldJob } from "./seating/hold-timer.js";
import { occupancyOf } from "./seating/occupancy.js";
import type { SeatNews } from "./seating/seat-news.js";
import { createSeating } from "./seating/seating.js";
import { createTicketSigner, type TicketSigner } from "./tickets/ticket-code.js";
import { createTickets } from "./tickets/tickets.js";
import type { InStaging } from "./timetable/import/staging-store.js";
import { journeyRoutes } from "./timetable/journey-route.js";
import type { Journeys } from "./timetable/journeys/journeys.js";
import { liveRoutes } from "./timetable/live/live-routes.js";
import type { TrainNews } from "./timetable/live/train-news.js";
import { operatorTimetableRoutes } from "./timetable/operator-timetable-routes.js";
import { trainRoutes } from "./timetable/train-routes.js";
import { createWaitlist } from "./waitlist/waitlist.js";

export interface FeatureDeps {
  sql: Sql;
  inTransaction: InTransaction;
  /** Connections of their own for sign-ins, holds and purchases, which go by keys alone. */
  sales: { sql: Sql; inTransaction: InTransaction };
  inStaging: InStaging;
  redis: Redis;
  /** The Redis that holds the bus's streams. */
  bus: Redis;
  outbox: Outbox;
  clock: Clock;
  log: Logger;
  news: SeatNews;
  trainNews: TrainNews;
  payments: PaymentProvider;
  journeys: Journeys;
  formationFor: FormationFor;
  /** Bull's queue `booking`: holds that end. */
  holdQueue: JobQueue<HoldJob>;
  endSockets: (userId: string) => void;
  /** Counts a try at a user's password. */
  limitGuesses: (userId: string) => Promise<void>;
  /** Counts an export of a user's data. */
  limitExports: (userId: string) => Promise<void>;
  /** Around each request to another service. */
  timeRequest: TimeRequest;
}

export interface Features {
  accounts: Accounts;
  /** Below /api. */
  routes: Route[];
  /** At the root. */
  rootRoutes: Route[];
  /** What works in the background, by name; to be started and stopped. */
  workers: Record<string, Repeated>;
}

/** How old an answer from the cache may be where no event has dropped it. */
const cacheSeconds = 10;
/** Under load the pages that come meanwhile share one question. */
const pagesTogether = { most: 32, lanes: 2 };

/** Builds every feature from the connections it is given; what one needs of another goes in here as a parameter. */
export function createFeatures(config: BookingConfig, deps: FeatureDeps): Features {
  const { sql, clock, formationFor, journeys } = deps;
  const tokenKeys = accessTokenKeys(config.ACCESS_TOKEN_KEY, config.ACCESS_TOKEN_KEY_PREVIOUS);
  const signer = signerOf(config);
  const { accounts, accountRoutes } = createAccountFeatures(config, deps, tokenKeys);
  const cache = createRedisCache(deps.redis, cacheSeconds, deps.log);
  const { news, trainNews } = hearChanges({
    ...deps,
    cache,
    seatsFree: (runId) => waitlist.promoter.wake(runId),
  });
  const seating = createSeating({
    ...deps,
    sales: deps.sales,
    news,
    priceOf: (tx, legs, now) => priceLegs(tx, legs.map(toPrice), now),
    holdMinutes: config.HOLD_MINUTES,
    purchaseLimit: config.PURCHASE_LIMIT === "off" ? undefined : Number(config.PURCHASE_LIMIT),
    queue: deps.holdQueue,
  });
  const waitlist = createWaitlist({ ...deps, news, take: seating.take, onHeld: seating.onHeld });
  const locations = createLocationFinder(sql, clock);
  const countSeats = occupancyOf(sql, formationFor, clock);
  const offers = createOffersFeature({
    sql,
    clock,
    occupancyOf: gatherLists(cachedOccupancy(countSeats, cache), pagesTogether),
  });
  const payments = withinTime(deps.payments);
  const settler = createSettler({
    ...deps.sales,
    outbox: deps.outbox,
    provider: payments,
    clock,
    log: deps.log,
  });
  const bookings = createBookings({ ...deps, ...deps.sales, news, payments, settler, signer });
  const tickets = createTickets({ ...deps, signer });
  const notificationService = { serviceUrl: config.NOTIFICATION_SERVICE_URL, accessTokenKey: tokenKeys[0] };
  const notifications = notificationProxyRoutes({
    ...notificationService,
    timeRequest: deps.timeRequest,
    userIdOf: (req) => currentUser(req).id,
  });
  return {
    accounts,
    routes: [
      ...accountRoutes,
      ...locationRoutes({ locations }),
      ...journeyRoutes({ sql, offersFor: offers.offersFor, clock }),
      ...trainRoutes({ sql, locations, cache, search: journeys.searchWith(offers.offersFor), clock }),
      ...liveRoutes({ ...deps, news: trainNews, travellersOf, record: storeAction }),
      ...operatorRoutes({
        ...deps,
        partitions: config.BUS_PARTITIONS,
        mailOutcomes: mailOutcomes(notificationService),
        loadsOf: loadsOf(countSeats),
        travellersOf,
      }),
      ...operatorTimetableRoutes({ ...deps, sales: keepSales(deps.outbox), recordAction: recordTimetable }),
      ...offers.routes,
      ...seating.routes,
      ...bookings.routes,
      ...tickets.routes,
      ...waitlist.routes,
      ...notifications,
    ],
    rootRoutes: tickets.rootRoutes,
    workers: {
      settler,
      "hold sweeper": seating.sweeper,
      "waiting lists": waitlist.promoter,
      "account sweeper": repeat({
        everyMs: 3_600_000,
        log: deps.log,
        what: "sweeping accounts",
        round: accounts.sweep,
      }),
      pruner: createPruner({ ...deps, tables: prunedTables }),
    },
  };
}

function signerOf(config: BookingConfig): TicketSigner {
  return createTicketSigner(config.TICKET_SIGNING_KEY, {
    previousKeys: config.TICKET_VERIFICATION_KEYS.split(",").filter((key) => key !== ""),
    issuer: config.TICKET_ISSUER,
  });
}

function toPrice({ request, from, to, seats, inUse }: LegWithUse): LegToPrice {
  const { serviceClass, fare } = request;
  const distanceKm = to.distanceKm - from.distanceKm;
  return { distanceKm, departure: from.departure, serviceClass, fare, seats: seats.length, inUse };
}
