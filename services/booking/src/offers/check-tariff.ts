import { AppError, type FieldError } from "@railbooker/runtime/errors";
import { distancePrice, openBucket } from "./price.js";
import { type Band, type Bucket, fares, serviceClasses, type Tariff } from "./tariff.js";

/**
 * Refuses a tariff that would break a promise to travellers: prices rise as trains fill and dates near, first class is never
 * cheaper than second, and more freedom never cheaper than less.
 * @throws AppError 422 `tariff-inconsistent` naming every place.
 */
export function checkTariff(tariff: Tariff): void {
  const errors = [
    ...serviceClasses.flatMap((name) => bandErrors(tariff.distance[name], `/distance/${name}`)),
    ...fares.flatMap((fare) => bucketErrors(tariff.fares[fare], `/fares/${fare}`)),
  ];
  // The comparisons below rely on bands and buckets that are in order.
  if (errors.length === 0) errors.push(...classErrors(tariff), ...fareErrors(tariff));
  if (errors.length === 0) return;
  throw new AppError({
    kind: "refused",
    code: "tariff-inconsistent",
    message: `The tariff is not consistent: ${errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join(" ")}`,
    errors,
  });
}

function bandErrors(bands: readonly Band[], pointer: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const [index, { upToKm }] of bands.entries()) {
    const last = index === bands.length - 1;
    if (last !== (upToKm === null))
      errors.push({
        pointer: `${pointer}/${index}/upToKm`,
        detail: last ? "The last band must have null here, for no end." : "Only the last band has no end.",
      });
    else if (upToKm !== null && index > 0 && upToKm <= (bands[index - 1]?.upToKm ?? 0))
      errors.push({
        pointer: `${pointer}/${index}/upToKm`,
        detail: "Each band must end further away than the one before.",
      });
  }
  return errors;
}

function bucketErrors(buckets: readonly Bucket[], pointer: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const [index, { factor }] of buckets.entries()) {
    const before = buckets[index - 1];
    if (before !== undefined && factor < before.factor)
      errors.push({
        pointer: `${pointer}/${index}/factor`,
        detail: "Each price level must cost as much as the one before, or more.",
      });
  }
  const last = buckets.at(-1);
  if (last !== undefined && (last.filledBelow < 1 || last.daysBefore > 0))
    errors.push({
      pointer: `${pointer}/${buckets.length - 1}`,
      detail: "The last price level must always be open: filledBelow 1 and daysBefore 0.",
    });
  return errors;
}

/** Piecewise linear prices compare everywhere as they do where bands end, and by the rates that have no end. */
function classErrors({ distance }: Tariff): FieldError[] {
  const ends = [...distance.first, ...distance.second].flatMap(({ upToKm }) => upToKm ?? []);
  const cheaper = ends.find((km) => distancePrice(distance.first, km) < distancePrice(distance.second, km));
  const [lastFirst, lastSecond] = [distance.first.at(-1)?.rate ?? 0, distance.second.at(-1)?.rate ?? 0];
  if (cheaper === undefined && lastFirst >= lastSecond) return [];
  const where = cheaper === undefined ? "on the longest rides" : `at ${cheaper} km`;
  return [{ pointer: "/distance/first", detail: `First class would be cheaper than second ${where}.` }];
}

/** Levels only change where a bucket closes, so comparing there is comparing everywhere. */
function fareErrors({ fares: levels }: Tariff): FieldError[] {
  const buckets = fares.flatMap((fare) => levels[fare]);
  const shares = [0, ...buckets.map(({ filledBelow }) => filledBelow)];
  const days = [0, ...buckets.map(({ daysBefore }) => daysBefore)];
  for (const filled of shares) {
    for (const daysLeft of days) {
      for (const [index, fare] of fares.entries()) {
        const lower = fares[index - 1];
        if (lower === undefined) continue;
        const state = { filled, daysLeft };
        if (openBucket(levels[fare], state).factor >= openBucket(levels[lower], state).factor) continue;
        return [
          {
            pointer: `/fares/${fare}`,
            detail: `${fare} would be cheaper than ${lower} with ${Math.round(filled * 100)} % filled and ${daysLeft} days left.`,
          },
        ];
      }
    }
  }
  return [];
}
