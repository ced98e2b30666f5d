import { useState } from "react";
import type { Challenge } from "./api";
import { ForgottenPassword } from "./ForgottenPassword";
import { PasswordStep } from "./PasswordStep";
import { SecondStep } from "./SecondStep";

type Step = { name: "password"; note?: "over" } | { name: "forgotten" } | { name: "second"; of: Challenge };

/** Signing in, step by step. The address stays, so that one comes back to where one was. */
export default function SignIn({ ended }: { ended: boolean }) {
  const [step, setStep] = useState<Step>({ name: "password" });
  const restart = (note?: "over") => setStep({ name: "password", ...(note ? { note } : {}) });
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
