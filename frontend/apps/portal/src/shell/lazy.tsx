import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLanguage } from "../language";

/** A page that comes in its own file: who follows a ticket does not load the form, and the other way round. */
export function lazyPage<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return function LazyPage(props: P) {
    const { say } = useLanguage();
    const [Loaded, setLoaded] = useState<ComponentType<P> | null>(null);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      load().then(
        (page) => setLoaded(() => page),
        () => setFailed(true),
      );
    }, []);
    if (Loaded) return <Loaded {...props} />;
    if (!failed) return <p class="muted center">{say("loading")}</p>;
    return (
      <section class="card notice" role="alert">
        <h1>{say("e_title")}</h1>
        <p>{say("e_offline")}</p>
        <button type="button" class="button" onClick={() => window.location.reload()}>
          {say("retry")}
        </button>
      </section>
    );
  };
}
