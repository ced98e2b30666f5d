import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { useLanguage } from "../language";
import { FORM, navigate } from "../router";
import { Inner } from "./header";
import { useTitle } from "./notice";
import { pathOfPasted } from "./pasted";

export function HomePage() {
  const { say } = useLanguage();
  const [pasted, setPasted] = useState("");
  const [wrong, setWrong] = useState(false);
  useTitle(say("home_title"));
  const open = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const path = pathOfPasted(pasted);
    if (path) navigate(path);
    else setWrong(true);
  };
  return (
    <>
      <section class="hero">
        <h1>{say("home_title")}</h1>
        <p class="muted">{say("home_lead")}</p>
        <Inner to={FORM} class="button large">
          {say("new_request")}
        </Inner>
      </section>
      <section class="card" aria-labelledby="track">
        <h2 id="track">{say("home_track_title")}</h2>
        <p>{say("home_track_text")}</p>
        <form class="paste" noValidate onSubmit={open}>
          <label for="pasted">{say("home_paste")}</label>
          <div class="row nowrap">
            <input
              id="pasted"
              type="url"
              inputMode="url"
              autoComplete="off"
              value={pasted}
              aria-invalid={wrong}
              aria-describedby={wrong ? "pasted-fault" : undefined}
              onInput={(event) => {
                setPasted(event.currentTarget.value);
                setWrong(false);
              }}
            />
            <button type="submit" class="button">
              {say("home_open")}
            </button>
          </div>
          {wrong && (
            <p class="fault" id="pasted-fault" role="alert">
              {say("home_paste_wrong")}
            </p>
          )}
        </form>
      </section>
      <section class="card" aria-labelledby="by-mail">
        <h2 id="by-mail">{say("home_mail_title")}</h2>
        <p>{say("home_mail_text")}</p>
      </section>
    </>
  );
}
