import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useLanguage } from "../language";
import { FORM, HOME } from "../router";
import type { Word } from "../words";
import { Inner } from "./header";

interface Props {
  readonly title: Word;
  readonly text: Word;
  readonly children?: ComponentChildren;
}

/** A page that only says something, and what to do next. */
export function Notice({ title, text, children }: Props) {
  const { say } = useLanguage();
  useTitle(say(title));
  return (
    <section class="card notice" role="alert">
      <h1>{say(title)}</h1>
      <p>{say(text)}</p>
      <div class="row">
        {children}
        <Inner to={FORM} class="button">
          {say("new_request")}
        </Inner>
        <Inner to={HOME} class="button quiet">
          {say("back_home")}
        </Inner>
      </div>
    </section>
  );
}

export function useTitle(title: string): void {
  const { say } = useLanguage();
  useEffect(() => {
    document.title = `${title} · ${say("service_centre")}`;
  }, [title, say]);
}
