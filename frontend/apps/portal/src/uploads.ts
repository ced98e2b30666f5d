/** The files of one answer or one form: chosen, pasted or dropped; sent at once; kept when sending fails. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { explain, type Upload, type UploadOut, type UploadTarget, upload } from "./api";
import { randomId } from "./ids";
import { spokenSize, useLanguage } from "./language";

export const MOST_FILES = 10;
export const LARGEST_BYTES = 20 * 1024 * 1024;

export interface Item {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly state: "sending" | "done" | "failed";
  readonly share: number;
  readonly id: string | null;
  readonly error: string;
}

export interface Uploads {
  readonly items: readonly Item[];
  readonly sending: boolean;
  readonly ids: readonly string[];
  readonly notice: string;
  readonly add: (files: Iterable<File>) => void;
  readonly retry: (key: string) => void;
  readonly remove: (key: string) => void;
  readonly clear: () => void;
}

/** Files in a paste or drop. A screenshot in the clipboard has no name worth keeping. */
export function filesOf(data: DataTransfer | null): File[] {
  if (!data) return [];
  return Array.from(data.files).filter((file) => file.size > 0);
}

export function useUploads(target: () => UploadTarget, onDone?: (out: UploadOut) => void): Uploads {
  const { say } = useLanguage();
  const [items, setItems] = useState<readonly Item[]>([]);
  const [notice, setNotice] = useState("");
  const files = useRef(new Map<string, File>());
  const running = useRef(new Map<string, Upload>());
  // A form's first file brings the draft token that the others need, so files go one after another.
  const queue = useRef<Promise<void>>(Promise.resolve());

  useEffect(
    () => () =>
      running.current.forEach((one) => {
        one.cancel();
      }),
    [],
  );

  const change = useCallback((key: string, patch: Partial<Item>) => {
    setItems((all) => all.map((item) => (item.key === key ? { ...item, ...patch } : item)));
  }, []);

  const send = (key: string): void => {
    const next = queue.current.then(async () => {
      const file = files.current.get(key);
      if (!file) return;
      try {
        const job = upload(target(), file, (share) => {
          change(key, { share });
        });
        running.current.set(key, job);
        const out = await job.done;
        onDone?.(out);
        change(key, { state: "done", share: 1, id: out.id, name: out.name });
      } catch (failure) {
        if (files.current.has(key)) change(key, { state: "failed", error: explain(failure, say) });
      } finally {
        running.current.delete(key);
      }
    });
    queue.current = next;
  };

  const add = (chosen: Iterable<File>): void => {
    setNotice("");
    let room = MOST_FILES - files.current.size;
    for (const file of chosen) {
      if (room <= 0) {
        setNotice(say("too_many_files", { max: MOST_FILES }));
        break;
      }
      if (file.size > LARGEST_BYTES) {
        const reason = say("file_too_large", { max: spokenSize(LARGEST_BYTES) });
        setNotice(say("upload_failed", { name: file.name, reason }));
        continue;
      }
      room -= 1;
      const key = randomId();
      files.current.set(key, file);
      const name = file.name || "image.png";
      setItems((all) => [
        ...all,
        { key, name, size: file.size, state: "sending", share: 0, id: null, error: "" },
      ]);
      send(key);
    }
  };

  return {
    items,
    notice,
    sending: items.some((item) => item.state === "sending"),
    ids: items.flatMap((item) => (item.id ? [item.id] : [])),
    add,
    retry: (key) => {
      change(key, { state: "sending", share: 0, error: "" });
      send(key);
    },
    remove: (key) => {
      files.current.delete(key);
      running.current.get(key)?.cancel();
      setItems((all) => all.filter((item) => item.key !== key));
    },
    clear: () => {
      files.current.clear();
      setItems([]);
      setNotice("");
    },
  };
}
