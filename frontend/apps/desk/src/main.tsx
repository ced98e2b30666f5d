import { LocaleProvider } from "@relaydesk/i18n";
import { ShortcutProvider, ThemeProvider } from "@relaydesk/ui";
import "@relaydesk/ui/styles.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./queryClient";
import { router } from "./router";
import "./desk.css";

// A chunk of an older build is gone after an upgrade: load the new build, once.
window.addEventListener("vite:preloadError", () => {
  if (sessionStorage.getItem("relaydesk.reloaded") === "1") return;
  sessionStorage.setItem("relaydesk.reloaded", "1");
  location.reload();
});

const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root.");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <LocaleProvider>
        <ThemeProvider>
          <ShortcutProvider>
            <RouterProvider router={router} />
          </ShortcutProvider>
        </ThemeProvider>
      </LocaleProvider>
    </QueryClientProvider>
  </StrictMode>,
);
