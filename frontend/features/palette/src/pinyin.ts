/**
 * The pinyin initial of a Chinese character, by its place in the browser's own pinyin order: each letter begins with
 * one of these characters. No i, u, v: no syllable begins with them.
 */
const FIRST: readonly (readonly [string, string])[] = [
  ["阿", "a"],
  ["八", "b"],
  ["嚓", "c"],
  ["咑", "d"],
  ["妸", "e"],
  ["发", "f"],
  ["旮", "g"],
  ["哈", "h"],
  ["丌", "j"],
  ["咔", "k"],
  ["垃", "l"],
  ["妈", "m"],
  ["拏", "n"],
  ["噢", "o"],
  ["妑", "p"],
  ["七", "q"],
  ["呥", "r"],
  ["仨", "s"],
  ["他", "t"],
  ["挖", "w"],
  ["夕", "x"],
  ["丫", "y"],
  ["帀", "z"],
];

const collator = new Intl.Collator("zh-Hans-CN-u-co-pinyin");
const known = new Map<string, string>();

function initial(letter: string): string {
  let found = known.get(letter);
  if (found === undefined) {
    found = FIRST.findLast(([first]) => collator.compare(first, letter) <= 0)?.[1] ?? "";
    known.set(letter, found);
  }
  return found;
}

/** The initials of the Chinese characters in a text (我的待办 → wddb); other letters stay. */
export function initials(text: string): string {
  return [...text.toLowerCase()]
    .map((letter) =>
      /\p{Script=Han}/u.test(letter) ? initial(letter) : /[a-z0-9]/.test(letter) ? letter : "",
    )
    .join("");
}
