import { COMMAND_GROUPS, type Command } from "@relaydesk/ui";
import { initials } from "./pinyin";

/** A command with the names of the steps before it. */
export interface Shown {
  command: Command;
  path: readonly string[];
  /** The words of the steps before it. */
  before?: string;
}

/** Every command together with the steps behind it, which may be typed without opening the first. */
export function flattened(commands: readonly Command[]): Shown[] {
  return commands.flatMap((command) => [
    { command, path: [] },
    ...(command.steps ?? []).map((step) => ({
      command: step,
      path: [command.title],
      before: command.words,
    })),
  ]);
}

/** How well a word fits: 0 not at all, 4 the beginning of the title. */
function fit(word: string, title: string, letters: string, words: string): number {
  if (title.startsWith(word)) return 4;
  if (letters.startsWith(word)) return 3;
  if (title.includes(word)) return 2;
  return letters.includes(word) || words.includes(word) ? 1 : 0;
}

/** The score of a command for what was typed; null when some word of it fits nowhere. */
export function score({ command, path, before: wordsBefore = "" }: Shown, text: string): number | null {
  const title = command.title.toLowerCase();
  const before = `${path.join(" ")} ${wordsBefore}`.toLowerCase();
  const letters = initials(title);
  const words = `${before} ${initials(before)} ${command.words?.toLowerCase() ?? ""}`;
  let sum = 0;
  for (const word of text.toLowerCase().split(/\s+/).filter(Boolean)) {
    const points = fit(word, title, letters, words);
    if (points === 0) return null;
    sum += points;
  }
  return sum;
}

const FOUND_LAST = 2;

/**
 * What to show for a text: without one the commands themselves, what was used last before; with one whatever fits,
 * the best first, of equals what was used last.
 */
export function chosen(commands: readonly Command[], text: string, used: readonly string[]): Shown[] {
  const place = (id: string) => {
    const at = used.indexOf(id);
    return at < 0 ? used.length : at;
  };
  const group = (one: Shown) => COMMAND_GROUPS.indexOf(one.command.group);
  if (!text.trim()) {
    const top = commands.map((command) => ({ command, path: [] }));
    const recent = flattened(commands).filter((one) => used.slice(0, 5).includes(one.command.id));
    recent.sort((a, b) => place(a.command.id) - place(b.command.id));
    const ids = new Set(recent.map((one) => one.command.id));
    return [...recent, ...top.filter((one) => !ids.has(one.command.id)).sort((a, b) => group(a) - group(b))];
  }
  return flattened(commands)
    .map((one) => ({ one, points: score(one, text) }))
    .filter((each): each is { one: Shown; points: number } => each.points !== null)
    .sort(
      (a, b) =>
        b.points + recentPoints(b.one, used) - (a.points + recentPoints(a.one, used)) ||
        a.one.path.length - b.one.path.length ||
        group(a.one) - group(b.one),
    )
    .map((each) => each.one)
    .slice(0, 50);
}

function recentPoints(one: Shown, used: readonly string[]): number {
  const at = used.indexOf(one.command.id);
  return at < 0 ? 0 : FOUND_LAST / (at + 1);
}
