import { WallboardPage } from "@relaydesk/workbench/wallboard";
import { useNavigate, useSearch } from "@tanstack/react-router";

/** The wallboard of the team in the address. */
export function WallboardRoute() {
  const navigate = useNavigate();
  const { team = "" } = useSearch({ from: "/wallboard" }) as { team?: string };
  return (
    <WallboardPage
      team={team}
      onTeam={(next) => void navigate({ to: "/wallboard", search: { team: next }, replace: true })}
      onClose={() => void navigate({ to: "/work", search: {} })}
    />
  );
}
