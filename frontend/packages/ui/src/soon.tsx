import { type ComponentType, lazy, useState } from "react";

/**
 * A component of its own file, as `lazy` makes one, but drawn at once where the file is there already: React shows
 * what is lazy not before a moment's wait (300 ms), also when there is nothing to wait for.
 */
export function soon<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  let there: ComponentType<Props> | null = null;
  const fetch = async () => {
    const found = await load();
    there = found.default;
    return found;
  };
  const Later = lazy(fetch) as unknown as ComponentType<Props>;
  // Chosen once for each place: what has been drawn is never drawn anew as another kind.
  const Soon = (props: Props) => {
    const [Now] = useState(() => there ?? Later);
    return <Now {...props} />;
  };
  return Object.assign(Soon, { fetch });
}
