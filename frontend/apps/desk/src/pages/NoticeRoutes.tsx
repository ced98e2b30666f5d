import NoticesPage from "@relaydesk/notifications/page";
import SettingsPage from "@relaydesk/notifications/settings";
import { useNavigate } from "@tanstack/react-router";
import { useOpenTicket } from "./useOpenTicket";

/** Everything that one was told. */
export function NoticesRoute() {
  const navigate = useNavigate();
  const open = useOpenTicket();
  return <NoticesPage onTicket={open} onSettings={() => void navigate({ to: "/notices/settings" })} />;
}

/** 我的通知. */
export function NoticeSettingsRoute() {
  const navigate = useNavigate();
  return <SettingsPage onBack={() => void navigate({ to: "/notices" })} />;
}
