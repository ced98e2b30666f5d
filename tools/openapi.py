"""`api`: the OpenAPI file from the program, the TypeScript types from the file."""

import tempfile
from pathlib import Path

from tools import node_environment, python_environment
from tools.run import ROOT, Failure, must, say

CLIENT = ROOT / "frontend" / "packages" / "api-client"
OPENAPI = CLIENT / "openapi.json"
TYPES = CLIENT / "src" / "schema.d.ts"
PROGRAM = """
import json, sys
import django
django.setup()
from config.urls import api
document = json.loads(json.dumps(api.get_openapi_schema(), default=str))
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(document, file, indent=1, ensure_ascii=False, sort_keys=True)
    file.write("\\n")
"""


def work(*, only_check: bool) -> int:
    """Write both files, or tell whether they are what they would be.

    Raises:
        Failure: the program cannot be loaded, or the types cannot be made.
    """
    python = python_environment.ensure(development=True)
    node_environment.ensure()
    with tempfile.TemporaryDirectory(prefix="relaydesk-api-") as folder:
        made_file, made_types = Path(folder, "openapi.json"), Path(folder, "schema.d.ts")
        env = {
            "PYTHONPATH": str(ROOT / "backend"),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": "postgresql://nowhere.invalid/none",
        }
        must([python, "-c", PROGRAM, made_file], "The OpenAPI file could not be made", env=env)
        if node_environment.pnpm(
            ["exec", "openapi-typescript", str(made_file), "-o", str(made_types)], quiet=True
        ):
            raise Failure("The TypeScript types could not be made from the OpenAPI file.")
        drifted = [
            str(kept.relative_to(ROOT))
            for kept, made in ((OPENAPI, made_file), (TYPES, made_types))
            if not kept.exists() or kept.read_bytes() != made.read_bytes()
        ]
        if only_check:
            if drifted:
                say(f"out of date: {', '.join(drifted)}. Run './relaydesk api' and commit what it writes.")
            return 1 if drifted else 0
        OPENAPI.write_bytes(made_file.read_bytes())
        TYPES.write_bytes(made_types.read_bytes())
        say(f"written: {', '.join(drifted)}" if drifted else "nothing has changed")
    return 0
