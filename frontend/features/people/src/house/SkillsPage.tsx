import { NamedPage } from "./NamedPage";

/** What somebody can do. */
export default function SkillsPage() {
  return (
    <NamedPage
      kind="skills"
      has={(agent, id) => (agent.skills ?? []).some((skill) => skill.skill_id === id)}
    />
  );
}
