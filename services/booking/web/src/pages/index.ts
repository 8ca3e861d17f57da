import "../shell/account.js";
import { enhanceSearchForm } from "../search/search-form.js";

enhanceSearchForm();
