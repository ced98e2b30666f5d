const COLOURS = ["#1f5fbf", "#8a3ea8", "#1d7a5a", "#a34a13", "#a3245c", "#3f5aa8", "#5d6b1c", "#0f7285"];

function colourOf(name: string): string {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 997;
  return COLOURS[sum % COLOURS.length] ?? "#1f5fbf";
}

/** The first letter of a name on a colour that stays the same for that name. Decorative: the name stands beside it. */
export function Avatar({ name, size = 24 }: { name: string; size?: number }) {
  const letter = [...name.trim()][0] ?? "?";
  return (
    <span
      className="rd-avatar"
      aria-hidden="true"
      style={{ width: size, height: size, fontSize: size * 0.48, background: colourOf(name) }}
    >
      {letter.toUpperCase()}
    </span>
  );
}
