import { useState } from "react";
import EnrolStep from "./EnrolStep";
import { ForgottenPassword } from "./ForgottenPassword";
import { PasswordStep } from "./PasswordStep";
import { SecondStep } from "./SecondStep";
import type { Challenge } from "./api";

type Step = { name: "password"; note?: "over" } | { name: "forgotten" } | { name: "second"; of: Challenge };

/** Signing in, step by step. The address stays, so that one comes back to where one was. */
export default function SignIn({ ended }: { ended: boolean }) {
  const [step, setStep] = useState<Step>({ name: "password" });
  const restart = (note?: "over") => setStep({ name: "password", ...(note ? { note } : {}) });
  if (step.name === "forgotten") return <ForgottenPassword onBack={() => restart()} />;
  if (step.name === "second")
    return step.of.must_enrol ? (
      <EnrolStep />
    ) : (
      <SecondStep kinds={step.of.second_factor} onRestart={restart} />
    );
  return (
    <PasswordStep
      ended={ended}
      over={step.note === "over"}
      onForgotten={() => setStep({ name: "forgotten" })}
      onChallenge={(of) => setStep({ name: "second", of })}
    />
  );
}
