import { Bot, Code, FileText, Globe, Headset, Inbox, Mail, MessageCircle, Phone } from "lucide-react";
import { memo } from "react";

const ICONS: Record<string, typeof Mail> = {
  email: Mail,
  phone: Phone,
  web: Globe,
  form: FileText,
  web_form: FileText,
  portal: Globe,
  api: Code,
  desk: Headset,
  system: Bot,
  wechat: MessageCircle,
  chat: MessageCircle,
};

/** The sign of a channel. Without `label` it only decorates the channel's name beside it. */
export const ChannelIcon = memo(function ChannelIcon({
  channel,
  label,
}: {
  channel: string;
  label?: string;
}) {
  const Icon = ICONS[channel] ?? Inbox;
  if (!label) return <Icon size={12} aria-hidden />;
  return (
    <span className="tk-channel" role="img" aria-label={label} title={label}>
      <Icon size={12} aria-hidden />
    </span>
  );
});
