import "../shell/account.js";
import "../trip/bookings-list.js";
