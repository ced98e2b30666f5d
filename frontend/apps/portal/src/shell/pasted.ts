/** The portal path in whatever was pasted: a whole address, a part of it, with text around it; null when there is none. */
export function pathOfPasted(text: string): string | null {
  const found = /\/portal\/t\/([^\s/?#<>"'，。、；]+)/.exec(text);
  return found?.[1] ? `/portal/t/${found[1]}` : null;
}
