import "../shell/account.js";
import "../trip/bookings-list.js";
import "../trip/waiting.js";
import { keepPage } from "../offline/keep-page.js";

keepPage("/trip-sw.js", "/bookings");
