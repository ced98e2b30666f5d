import { useMessages } from "@relaydesk/i18n";
import { useMediaQuery } from "@relaydesk/ui";
import { Button } from "antd";
import { Camera } from "lucide-react";
import { useRef } from "react";
import { messages } from "../messages";

/** Takes a picture with the device's camera and attaches it; there where one works with a finger. */
export function CameraButton({ onPhoto }: { onPhoto: (file: File) => void }) {
  const t = useMessages(messages);
  const touch = useMediaQuery("(pointer: coarse)");
  const camera = useRef<HTMLInputElement>(null);
  if (!touch) return null;
  return (
    <>
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={t("photo")}
        onChange={(event) => {
          [...(event.target.files ?? [])].forEach(onPhoto);
          event.target.value = "";
        }}
      />
      <Button
        icon={<Camera size={14} aria-hidden />}
        aria-label={t("photo")}
        title={t("photo")}
        onClick={() => camera.current?.click()}
      />
    </>
  );
}
