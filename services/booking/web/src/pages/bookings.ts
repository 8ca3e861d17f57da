import "../shell/account.js";
import "../trip/bookings-list.js";
import "../trip/waiting.js";
