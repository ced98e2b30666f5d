import { Code, FileText, Globe, Mail, MessageCircle, Phone } from "lucide-react";
import { memo } from "react";

const ICONS: Record<string, typeof Mail> = {
  email: Mail,
  phone: Phone,
  web: Globe,
  form: FileText,
  portal: Globe,
  api: Code,
  wechat: MessageCircle,
  chat: MessageCircle,
};

export const ChannelIcon = memo(function ChannelIcon({ channel, label }: { channel: string; label: string }) {
  const Icon = ICONS[channel] ?? Mail;
  return (
    <span className="tk-channel" role="img" aria-label={label} title={label}>
      <Icon size={12} aria-hidden />
    </span>
  );
});
