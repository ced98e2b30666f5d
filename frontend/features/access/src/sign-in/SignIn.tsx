import { Loading } from "@relaydesk/ui";
import { useEffect, useState } from "react";
import { type Challenge, useOpenSecondStep } from "./api";
import { arrivalOf } from "./arrival";
import { ForgottenPassword } from "./ForgottenPassword";
import { PasswordStep } from "./PasswordStep";
import { SecondStep } from "./SecondStep";

type Step =
  | { name: "arriving" }
  | { name: "password"; note?: "over" }
  | { name: "forgotten" }
  | { name: "second"; of: Challenge };

const first = (): Step => ({
  name: arrivalOf(location.search, location.origin).secondStep ? "arriving" : "password",
});

/** Signing in, step by step. The address stays, so that one comes back to where one was. */
export default function SignIn({ ended }: { ended: boolean }) {
  const [step, setStep] = useState<Step>(first);
  const restart = (note?: "over") => setStep({ name: "password", ...(note ? { note } : {}) });
  if (step.name === "arriving")
    return <Arriving onChallenge={(of) => setStep({ name: "second", of })} onOver={() => restart("over")} />;
  if (step.name === "forgotten") return <ForgottenPassword onBack={() => restart()} />;
  if (step.name === "second") return <SecondStep challenge={step.of} onRestart={restart} />;
  return (
    <PasswordStep
      ended={ended}
      over={step.note === "over"}
      onForgotten={() => setStep({ name: "forgotten" })}
      onChallenge={(of) => setStep({ name: "second", of })}
    />
  );
}

/** An identity provider has vouched: ask the server what it still wants to see. */
function Arriving({ onChallenge, onOver }: { onChallenge: (of: Challenge) => void; onOver: () => void }) {
  const open = useOpenSecondStep();
  const { mutate } = open;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the page opens.
  useEffect(() => mutate(undefined, { onSuccess: onChallenge, onError: onOver }), [mutate]);
  return <Loading rows={6} />;
}
