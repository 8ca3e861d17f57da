import type { Check } from "./check.js";

/** What an event brings about for each user that it is for. */
interface Effect {
  /** Whether it is kept in the feed. */
  noted: boolean;
  /** Template of its mail. */
  mail?: string;
  /** Where only some of its events are mailed: those whose data says so. */
  mailWhere?: { field: string; is: string };
  /** The choice by which a traveller may do without the mail. */
  choice?: string;
}

/** By the event's name; null for what nobody is told of. A test holds it against the catalogue of events. */
export const effects: Readonly<Record<string, Effect | null>> = {
  UserRegistered: { noted: true, mail: "verifyEmail" },
  LanguageChanged: { noted: false },
  PasswordResetRequested: { noted: false, mail: "passwordReset" },
  PasswordChanged: { noted: true, mail: "passwordChanged" },
  EmailChangeRequested: { noted: false, mail: "confirmNewEmail" },
  EmailChanged: { noted: true, mail: "emailChanged" },
  AccountDeleted: { noted: false, mail: "accountDeleted" },
  BookingCreated: { noted: true, mail: "bookingConfirmation", choice: "booking-confirmed" },
  BookingCancelled: { noted: true, mail: "bookingCancelled" },
  BookingExchanged: { noted: true, mail: "bookingChanged" },
  BookingLinkRequested: { noted: false, mail: "bookingLink" },
  TicketResendRequested: { noted: false, mail: "ticketResend" },
  PaymentFailed: { noted: true, mail: "paymentFailed" },
  RefundStarted: {
    noted: false,
    mail: "refundStarted",
    mailWhere: { field: "reason", is: "compensation" },
  },
  RefundCompleted: { noted: true, mail: "refundCompleted" },
  WaitlistJoined: { noted: true },
  WaitlistConfirmed: { noted: true, mail: "waitlistConfirmed", choice: "waitlist" },
  TrainDelayed: { noted: true, mail: "delayNotice", choice: "train-delayed" },
  TrainCancelled: { noted: true, mail: "trainCancelled" },
  TrainChanged: { noted: true, mail: "trainChanged" },
  PlatformChanged: { noted: true, mail: "platformChanged" },
  HoldExpired: null,
  SeatsChanged: null,
  TicketInspected: null,
  TimetableImported: null,
};

const text = (value: string | undefined): string => (value === undefined ? "NULL" : `'${value}'`);

/** As rows of: name, told, noted, template, field and value of those that are mailed, choice. */
const kinds = Object.entries(effects)
  .map(([name, effect]) => {
    const { noted = false, mail, mailWhere, choice } = effect ?? {};
    return `('${name}', ${effect !== null}, ${noted}, ${text(mail)}, ${text(mailWhere?.field)}, ${text(mailWhere?.is)}, ${text(choice)})`;
  })
  .join(", ");

// An event names its user, or those who travel on a train. Rows of other schemas are counted once for all events, not once for each.
const told = `
  WITH kinds (name, told, noted, mail, field, value, choice) AS (VALUES ${kinds}),
  events AS (
    SELECT o.event_id::text AS id, o.subject, (o.envelope->'data')::jsonb AS data, o.created_at,
           split_part(o.envelope->>'type', '.', 3) AS type, k.*,
           CASE WHEN k.field IS NULL OR o.envelope->'data'->>k.field = k.value THEN k.mail END AS template
      FROM outbox o LEFT JOIN kinds k ON k.name = split_part(o.envelope->>'type', '.', 3)
     WHERE o.published_at < now() - interval '1 minute'),
  people AS (
    SELECT e.*, e.data->>'userId' AS user_id FROM events e WHERE e.told AND e.data ? 'userId'
    UNION ALL
    SELECT e.*, t->>'userId' FROM events e, jsonb_array_elements(coalesce(e.data->'travellers', '[]')) AS t
     WHERE e.told AND NOT e.data ? 'userId'),
  notes AS (
    SELECT event_id, user_id, count(*) AS count FROM notification.notifications
     WHERE event_id IN (SELECT id FROM events) GROUP BY 1, 2),
  mails AS (
    SELECT event_id, user_id, template, count(*) AS count FROM notification.mails
     WHERE event_id IN (SELECT id FROM events) GROUP BY 1, 2, 3)`;

/** What the notification service made of the events; it keeps its tables beside those of booking. */
export const effectChecks: readonly Check[] = [
  {
    name: "every event is taken in once within a minute, where somebody is told of it",
    sql: `${told}
      SELECT format('event %s, %s about %s: of no kind that is known', id, type, subject) AS offence FROM events WHERE name IS NULL
      UNION ALL
      SELECT format('event %s, %s about %s: taken in %s times', e.id, e.type, e.subject, i.taken)
        FROM events e, LATERAL (SELECT count(*) AS taken FROM notification.inbox WHERE event_id = e.id) AS i
       WHERE e.name IS NOT NULL AND i.taken <> e.told::int`,
  },
  {
    name: "every event has had its one effect for each user it is for",
    sql: `${told},
      due AS (
        SELECT p.*, coalesce(n.count, 0) AS notes, coalesce(m.count, 0) AS letters,
               -- With an account go its notifications.
               EXISTS (SELECT 1 FROM notification.travellers t
                        WHERE t.user_id = p.user_id AND t.erased_at IS NOT NULL) AS erased,
               -- A traveller may choose to do without; what was chosen when is known of the last choice only.
               p.choice IS NOT NULL AND EXISTS (
                 SELECT 1 FROM notification.preferences c WHERE c.user_id = p.user_id
                    AND (c.updated_at >= p.created_at OR c.choices->p.choice->>'email' = 'false')) AS may_lack
          FROM people p
          LEFT JOIN notes n ON n.event_id = p.id AND n.user_id = p.user_id
          LEFT JOIN mails m ON m.event_id = p.id AND m.user_id = p.user_id AND m.template = p.template)
      SELECT format('event %s, %s about %s: user %s has %s notifications and %s mails of it', id, type, subject, user_id, notes, letters) AS offence
        FROM due WHERE notes <> (noted AND NOT erased)::int OR NOT (letters = (template IS NOT NULL)::int OR (letters = 0 AND may_lack))`,
  },
  {
    name: "nobody is told of what is not for them",
    sql: `${told}
      SELECT format('event %s, %s about %s: user %s has a notification of it', e.id, e.type, e.subject, n.user_id) AS offence
        FROM events e JOIN notes n ON n.event_id = e.id
       WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = n.event_id AND p.user_id = n.user_id)
      UNION ALL
      SELECT format('event %s, %s about %s: user %s has a mail "%s" of it', e.id, e.type, e.subject, m.user_id, m.template)
        FROM events e JOIN mails m ON m.event_id = e.id
       WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = m.event_id AND p.user_id = m.user_id AND p.template = m.template)`,
  },
];
