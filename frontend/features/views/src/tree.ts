import type { View } from "./api";

export interface Folder {
  name: string;
  path: string;
  folders: Folder[];
  views: View[];
}

export interface Sections {
  pinned: View[];
  system: View[];
  shared: Folder;
  mine: Folder;
}

function newFolder(name: string, path: string): Folder {
  return { name, path, folders: [], views: [] };
}

/** Views in their folders; a `/` in the name of a folder makes one inside another. */
export function folderTree(views: readonly View[], path: string): Folder {
  const root = newFolder("", path);
  for (const view of views) {
    let folder = root;
    for (const name of view.folder
      .split("/")
      .map((part) => part.trim())
      .filter(Boolean)) {
      let inner = folder.folders.find((one) => one.name === name);
      if (!inner) {
        inner = newFolder(name, `${folder.path}/${name}`);
        folder.folders.push(inner);
      }
      folder = inner;
    }
    folder.views.push(view);
  }
  return root;
}

/** The sidebar: pinned views first, each view once more where it belongs. */
export function sectionsOf(views: readonly View[]): Sections {
  const shown = views.filter((view) => view.for_me);
  return {
    pinned: shown.filter((view) => view.pinned),
    system: shown.filter((view) => view.kind === "system"),
    shared: folderTree(
      shown.filter((view) => view.kind === "shared"),
      "shared",
    ),
    mine: folderTree(
      shown.filter((view) => view.kind === "mine"),
      "mine",
    ),
  };
}

/** The keys in a new order: `key` moved by one step among those beside it, the others as they are. */
export function moved(keys: readonly string[], key: string, among: readonly string[], by: 1 | -1): string[] {
  const here = among.indexOf(key);
  const beside = among[here + by];
  if (here < 0 || beside === undefined) return [...keys];
  return keys.map((one) => (one === key ? beside : one === beside ? key : one));
}
