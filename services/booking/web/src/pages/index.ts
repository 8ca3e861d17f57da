import "../shell/account.js";
import { showRecentSearches } from "../search/recent.js";
import { enhanceSearchForm } from "../search/search-form.js";

enhanceSearchForm();
const recent = document.getElementById("recent");
if (recent !== null) showRecentSearches(recent);
