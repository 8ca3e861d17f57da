import type { FieldError } from "@railbooker/runtime/errors";
import { compileSchema } from "@railbooker/runtime/schema";
import type { Static, TSchema } from "typebox";
import { ChangedEmailData, NoData, TokenData } from "./account-schemas.js";
import { accountDeletedView, emailChangedView, passwordChangedView, tokenView } from "./account-views.js";
import {
  CancellationData,
  ConfirmationData,
  ExchangeData,
  ShortConfirmationData,
} from "./booking-schemas.js";
import { confirmationView, exchangeView, ticketResendView } from "./booking-views.js";
import { cancellationView } from "./cancellation-view.js";
import { BookingLinkData, WaitlistData } from "./link-schemas.js";
import { bookingLinkView, waitlistView } from "./link-views.js";
import { FailedPaymentData, RefundData } from "./payment-schemas.js";
import { paymentFailedView, refundView } from "./payment-views.js";
import { ticketOfShortForm } from "./ticket-view.js";
import {
  CancelledTrainData,
  ChangedPlatformData,
  ChangedTrainData,
  DelayData,
  ReminderData,
} from "./train-schemas.js";
import {
  delayView,
  platformChangedView,
  reminderView,
  trainCancelledView,
  trainChangedView,
} from "./train-views.js";
import type { BuildView, View, ViewContext } from "./view.js";

export interface TemplateDefinition {
  /** Validates `data`; the view is built later, once the mail is certain to be sent. */
  read(data: unknown): { ok: true; build: BuildView } | { ok: false; errors: FieldError[] };
}

function define<S extends TSchema>(
  schema: S,
  view: (data: Static<S>, context: ViewContext) => View,
): TemplateDefinition {
  const check = compileSchema(schema);
  return {
    read: (data) => {
      const result = check(data);
      return result.ok ? { ok: true, build: (context) => view(result.value, context) } : result;
    },
  };
}

/** Every template by its name. A Map: a name from outside must not find what every object inherits. */
export function defineTemplates(): ReadonlyMap<string, TemplateDefinition> {
  const long = define(ConfirmationData, confirmationView);
  const short = define(ShortConfirmationData, (data, context) =>
    confirmationView({ booking: data.booking, tickets: [ticketOfShortForm(data)] }, context),
  );
  return new Map<string, TemplateDefinition>([
    [
      "bookingConfirmation",
      // One form is chosen before validating, so that errors speak of the form that was meant.
      { read: (data) => (isShortForm(data) ? short : long).read(data) },
    ],
    ["ticketResend", define(ConfirmationData, ticketResendView)],
    ["bookingChanged", define(ExchangeData, exchangeView)],
    ["paymentFailed", define(FailedPaymentData, paymentFailedView)],
    ["refundStarted", define(RefundData, (data, context) => refundView("refundStarted", data, context))],
    ["refundCompleted", define(RefundData, (data, context) => refundView("refundCompleted", data, context))],
    ["bookingCancelled", define(CancellationData, cancellationView)],
    ["delayNotice", define(DelayData, delayView)],
    ["departureReminder", define(ReminderData, reminderView)],
    ["trainCancelled", define(CancelledTrainData, trainCancelledView)],
    ["trainChanged", define(ChangedTrainData, trainChangedView)],
    ["platformChanged", define(ChangedPlatformData, platformChangedView)],
    ["bookingLink", define(BookingLinkData, bookingLinkView)],
    ["waitlistConfirmed", define(WaitlistData, waitlistView)],
    [
      "verifyEmail",
      define(TokenData, (data, context) => tokenView("verifyEmail", "/verify-email", data, context)),
    ],
    [
      "passwordReset",
      define(TokenData, (data, context) => tokenView("passwordReset", "/reset-password", data, context)),
    ],
    [
      "confirmNewEmail",
      define(TokenData, (data, context) => tokenView("confirmNewEmail", "/verify-email", data, context)),
    ],
    ["passwordChanged", define(NoData, (_data, context) => passwordChangedView(context))],
    ["emailChanged", define(ChangedEmailData, emailChangedView)],
    ["accountDeleted", define(NoData, (_data, context) => accountDeletedView(context))],
  ]);
}

function isShortForm(data: unknown): boolean {
  return (
    data !== null &&
    typeof data === "object" &&
    !Object.hasOwn(data, "tickets") &&
    Object.hasOwn(data, "qrCode")
  );
}
