// What every screen has, and no screen waits for: one file, loaded after the first one stands.
export { default as Bell } from "@relaydesk/notifications/bell";
export { default as Kept } from "./Kept";
export { default as Installed } from "./pwa/Installed";
