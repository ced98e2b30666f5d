import { type Attachment, uploadFile } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { App } from "antd";
import { useCallback, useEffect, useRef, useState } from "react";
import { messages } from "../messages";

export interface Upload {
  id: string;
  name: string;
  share: number;
  cancel: () => void;
}

/** Files on their way to the server. `onDone` gets each that has arrived. */
export function useUploads(onDone: (attachment: Attachment, file: File) => void) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const running = useRef(new Set<AbortController>());
  useEffect(() => {
    const controls = running.current;
    return () => {
      for (const one of controls) one.abort();
    };
  }, []);

  const start = useCallback(
    async (file: File) => {
      const control = new AbortController();
      const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
      running.current.add(control);
      setUploads((now) => [...now, { id, name: file.name, share: 0, cancel: () => control.abort() }]);
      const onProgress = (share: number) =>
        setUploads((now) => now.map((one) => (one.id === id ? { ...one, share } : one)));
      try {
        onDone(await uploadFile(file, { onProgress, signal: control.signal }), file);
      } catch (error) {
        const cancelled = error instanceof DOMException && error.name === "AbortError";
        if (!cancelled) message.error(t("uploadFailed", { name: file.name }) + textOf(error), 6);
      } finally {
        running.current.delete(control);
        setUploads((now) => now.filter((one) => one.id !== id));
      }
    },
    [onDone, message, t, textOf],
  );
  return { uploads, start };
}
