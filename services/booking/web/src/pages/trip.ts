import "../shell/account.js";
import "../trip/trip.js";
import { keepPage } from "../offline/keep-page.js";

keepPage("/trip-sw.js", "/bookings");
