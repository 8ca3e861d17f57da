import "../shell/account.js";
import "../inspect/inspect.js";
import { keepPage } from "../inspect/keep-page.js";

keepPage();
