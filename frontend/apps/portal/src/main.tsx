import { render } from "preact";
import { firstLanguage, keepLanguage } from "./language";
import { App } from "./shell/app";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/pages.css";
import { applyTheme, storedTheme } from "./theme";

applyTheme(storedTheme());
keepLanguage(firstLanguage());

const root = document.getElementById("app");
if (root) render(<App />, root);
