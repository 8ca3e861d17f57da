import type { BookingData, SeatData, ShortConfirmation, TicketData } from "./booking-schemas.js";
import { daysBetween, oneLine, stationClock, stationDate } from "./format.js";
import type { NoticedRide } from "./notice.js";
import type { TrainData } from "./shapes.js";
import type { Wording } from "./wording/wording.js";

/** One ticket as the templates show it; a part that is not known is an empty text. */
export interface TicketView {
  passenger: string;
  train: string;
  date: string;
  from: string;
  departure: string;
  to: string;
  arrival: string;
  daysLater: string;
  seat: string;
  platform: string;
  /** Train, seat and passenger in one line. */
  summary: string;
}

type Trip = Partial<Pick<TicketData, "passenger" | "train" | "seat">>;

export function ticketView({ passenger, train, seat }: Trip, words: Wording): TicketView {
  const { from, to } = train ?? {};
  const days = from === undefined || to === undefined ? 0 : daysBetween(from.departure, to.arrival);
  const name = passengerName(passenger);
  const trainText = train === undefined ? "" : trainName(train);
  const seatWords = seatText(seat, words);
  return {
    passenger: name,
    train: trainText,
    date: from === undefined ? "" : stationDate(from.departure, words.intlLocale),
    from: oneLine(from?.name ?? ""),
    departure: from === undefined ? "" : stationClock(from.departure),
    to: oneLine(to?.name ?? ""),
    arrival: to === undefined ? "" : stationClock(to.arrival),
    daysLater: days === 0 ? "" : words.daysLater(days),
    seat: seatWords,
    platform: oneLine(train?.platform ?? ""),
    summary: [trainText, seatWords, name].filter((part) => part !== "").join(" · "),
  };
}

/** A ticket named among others, without its code. */
export function noticedRide(trip: Trip, words: Wording): NoticedRide {
  const { daysLater, ...view } = ticketView(trip, words);
  return { ...view, arrival: daysLater === "" ? view.arrival : `${view.arrival} (${daysLater})`, now: "" };
}

export function passengerName(passenger: TicketData["passenger"] | undefined): string {
  if (passenger === undefined) return "";
  return oneLine(typeof passenger === "string" ? passenger : passenger.name);
}

/** "ICE 587" stays as it is; "Alpine Express" of number 42 becomes "Alpine Express 42". */
export function trainName({ name, number }: TrainData): string {
  const line = oneLine(name);
  if (number === undefined || number === "" || line.includes(number)) return line;
  return `${line} ${oneLine(number)}`;
}

function seatText(seat: SeatData | undefined, words: Wording): string {
  if (seat === undefined) return "";
  if (typeof seat === "string") return oneLine(seat);
  const first = words.seatOf(oneLine(seat.coach), oneLine(seat.number));
  const { change } = seat;
  if (change === undefined) return first;
  const next = words.seatOf(oneLine(change.coach), oneLine(change.number));
  return words.seatChange(first, oneLine(change.at), next);
}

/** The short form's one ticket; what it does not say is looked up in the booking. */
export function ticketOfShortForm({
  booking,
  train,
  qrCode,
  passenger,
  seat,
}: ShortConfirmation): TicketData {
  const leg = legOf(booking, train);
  const seatFound = seat ?? booking.tickets?.[0]?.seat;
  return {
    passenger: passenger ?? booking.passengers?.[0] ?? { name: "" },
    train: { ...(leg === undefined ? {} : { from: leg.from, to: leg.to }), ...train },
    ...(seatFound === undefined ? {} : { seat: seatFound }),
    qrCode,
  };
}

/** The booking's leg on this train; one that is ridden twice is told apart by its departure. */
export function legOf(booking: BookingData, train: TrainData) {
  const legs = booking.legs ?? [];
  const same = legs.filter((leg) => leg.train.number === train.number || leg.train.name === train.name);
  const sameTrain = same.find((leg) => leg.from.departure === train.from?.departure) ?? same[0];
  return sameTrain ?? (legs.length === 1 ? legs[0] : undefined);
}
