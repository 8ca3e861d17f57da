import "../shell/account.js";
import "../trip/trip.js";
