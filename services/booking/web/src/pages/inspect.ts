import "../shell/account.js";
import "../inspect/inspect.js";
import { keepPage } from "../offline/keep-page.js";

keepPage("/inspect-sw.js", "/inspect");
